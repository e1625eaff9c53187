using System.Collections.Immutable;
using System.Globalization;
using HealthPoint.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>Runs the analyzer over code in which <c>[|</c> and <c>|]</c> stand around what it is to squiggle.</summary>
internal static class Review
{
    /// <summary>Expects the rule that the test's <see cref="RefusesAttribute"/> names, once for each mark, and nothing else.</summary>
    public static async Task RefusesAsync(string markup, string message)
    {
        var (source, spans) = Split(markup);
        var project = new Project(source);
        var reported = await DiagnosticsAsync(project);

        Assert.Equal(
            spans.Select(span => (Trait("Refuses"), source.Substring(span.Start, span.Length), span.Start)),
            reported.Select(diagnostic => (
                diagnostic.Id,
                source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length),
                diagnostic.Location.SourceSpan.Start)));
        Assert.NotEmpty(reported);
        Assert.All(reported, diagnostic => Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity));
        Assert.Equal(message, reported[0].GetMessage(CultureInfo.InvariantCulture));

        // The source is C#; what we refuse is not written, and does not break what is.
        Assert.Empty(project.Compile().GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity is DiagnosticSeverity.Error && !diagnostic.IsWarningAsError));
        var generated = Driver.GenerateFaulty(project);
        Assert.DoesNotContain(generated.Files, static file => file.Contains("\"refused\"", StringComparison.Ordinal));
    }

    /// <summary>Expects no rule to fire, and the method to be written.</summary>
    public static async Task AcceptsAsync(string source)
    {
        _ = Trait("Accepts");
        var project = new Project(source);

        Assert.Empty(await DiagnosticsAsync(project));
        Assert.Contains("\"accepted\"", Driver.Generate(project).File, StringComparison.Ordinal);
    }

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project)
    {
        var compilation = project.Compile().WithAnalyzers([new HealthCheckAnalyzer()]);
        var reported = await compilation.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. reported.OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static diagnostic => diagnostic.Location.SourceSpan)];
    }

    private static string Trait(string name) =>
        Assert.Single(TestContext.Current.Test!.Traits[name]);

    private static (string Source, List<TextSpan> Spans) Split(string markup)
    {
        var spans = new List<TextSpan>();
        for (var start = markup.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = markup.IndexOf("[|", StringComparison.Ordinal))
        {
            var end = markup.IndexOf("|]", start, StringComparison.Ordinal) - 2;
            spans.Add(TextSpan.FromBounds(start, end));
            markup = markup.Remove(end + 2, 2).Remove(start, 2);
        }

        return (markup, spans);
    }
}

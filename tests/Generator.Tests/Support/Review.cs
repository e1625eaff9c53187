using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using HealthPoint.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>Runs all analyzers over code in which <c>[|</c> and <c>|]</c> stand around what it is to squiggle.</summary>
internal static class Review
{
    /// <summary>Every analyzer of the package.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(HealthCheckAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>Every rule, in the order of ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Rules { get; } =
    [
        .. typeof(Rules).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(static field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>()
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Expects the error that the test's <see cref="RefusesAttribute"/> names, once for each mark, and nothing else but
    /// suggestions; and that no check of the name <c>refused</c> is written.
    /// </summary>
    public static async Task RefusesAsync(string markup, string message)
    {
        var (source, spans) = Split(markup);
        var project = new Project(source);
        var reported = await DiagnosticsAsync(project);
        AssertReported(source, spans, [.. reported.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)], DiagnosticSeverity.Error, message);

        // The source is C#; what we refuse is not written, and does not break what is.
        AssertCompiles(project);
        var generated = Driver.GenerateFaulty(project);
        Assert.DoesNotContain(generated.Files, static file => file.Contains("\"refused\"", StringComparison.Ordinal));
    }

    /// <summary>
    /// Expects the warning or suggestion that the test's <see cref="RefusesAttribute"/> names, once for each mark, and no
    /// other warning; the check is written all the same.
    /// </summary>
    public static async Task ReportsAsync(string markup, string message) => await ReportsAsync(new Project(markup), message);

    /// <summary>As above, where the marks are in the first source of a project.</summary>
    public static async Task ReportsAsync(Project project, string message)
    {
        var (source, spans) = Split(project.Sources[0]);
        project = project with { Sources = project.Sources.SetItem(0, source) };
        var rule = Trait("Refuses");
        var reported = await DiagnosticsAsync(project);
        AssertReported(
            source,
            spans,
            [.. reported.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info || string.Equals(diagnostic.Id, rule, StringComparison.Ordinal))],
            Rules.Single(candidate => string.Equals(candidate.Id, rule, StringComparison.Ordinal)).DefaultSeverity,
            message);
        AssertCompiles(project);
        Driver.Generate(project);
    }

    /// <summary>Expects no warning, and not the rule that the test names, and the method to be written.</summary>
    public static async Task AcceptsAsync(string source) => await AcceptsAsync(new Project(source));

    /// <inheritdoc cref="AcceptsAsync(string)"/>
    public static async Task AcceptsAsync(Project project)
    {
        var rule = Trait("Accepts");

        Assert.Empty((await DiagnosticsAsync(project)).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info || string.Equals(diagnostic.Id, rule, StringComparison.Ordinal)));
        Assert.Contains("\"accepted\"", Driver.Generate(project).File, StringComparison.Ordinal);
    }

    /// <summary>What all analyzers report, by file and place. An analyzer that throws fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project)
    {
        var reported = await DiagnosticsAsync(project.Compile(), new AnalyzerOptions(project.AdditionalTexts));
        Assert.DoesNotContain(reported, static diagnostic => string.Equals(diagnostic.Id, "AD0001", StringComparison.Ordinal));
        return reported;
    }

    /// <summary>What all analyzers report on a compilation.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Compilation compilation, AnalyzerOptions options)
    {
        var reported = await compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. reported.OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static diagnostic => diagnostic.Location.SourceSpan),
        ];
    }

    private static void AssertReported(string source, List<TextSpan> spans, List<Diagnostic> reported, DiagnosticSeverity severity, string message)
    {
        Assert.Equal(
            spans.Select(span => (Trait("Refuses"), source.Substring(span.Start, span.Length), span.Start)),
            reported.Select(diagnostic => (
                diagnostic.Id,
                source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length),
                diagnostic.Location.SourceSpan.Start)));
        Assert.NotEmpty(reported);

        // A test's project takes warnings as errors.
        Assert.All(reported, diagnostic => Assert.Equal(severity, diagnostic.DefaultSeverity));
        Assert.Equal(message, reported[0].GetMessage(CultureInfo.InvariantCulture));
    }

    private static void AssertCompiles(Project project) =>
        Assert.Empty(project.Compile().GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity is DiagnosticSeverity.Error && !diagnostic.IsWarningAsError));

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

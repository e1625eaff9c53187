using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>The sample as it stands in the repository, to be edited and compiled.</summary>
internal static class Sample
{
    private const string Usings =
        """
        global using System.IO;
        global using System.Linq;
        """;

    private const string WebUsings =
        """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.Hosting;
        """;

    /// <summary>The class library with checks.</summary>
    public static Project Shop { get; } = Read("Shop", OutputKind.DynamicallyLinkedLibrary);

    /// <summary>The application that has the checks run, without a reference to the class library.</summary>
    public static Project WebApp { get; } = Read("WebApp", OutputKind.ConsoleApplication);

    /// <summary>The README's first program.</summary>
    public static Project Minimal { get; } = Read("Minimal", OutputKind.ConsoleApplication);

    /// <summary>One edit: the text that stands exactly once in the sample becomes another.</summary>
    public static Project With(this Project project, string text, string replacement)
    {
        var source = Assert.Single(project.Sources, source => source.Contains(text, StringComparison.Ordinal));
        Assert.Equal(source.IndexOf(text, StringComparison.Ordinal), source.LastIndexOf(text, StringComparison.Ordinal));
        return project with { Sources = project.Sources.Replace(source, source.Replace(text, replacement, StringComparison.Ordinal), StringComparer.Ordinal) };
    }

    private static Project Read(string name, OutputKind kind)
    {
        var folder = Path.Combine(SdkReferences.Repository, "samples", name);
        var sources = Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText);
        return new(name, [.. sources, Usings, .. kind is OutputKind.ConsoleApplication ? [WebUsings] : Array.Empty<string>()])
        {
            References = SdkReferences.Sample,
            OutputKind = kind,
            AdditionalTexts = [.. Directory.EnumerateFiles(folder, "HealthChecks.txt").Select(static path => new TextFile(path, File.ReadAllText(path)))],
        };
    }
}

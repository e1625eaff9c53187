using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>The sample as it stands in the repository, to be edited and compiled.</summary>
internal static class Sample
{
    /// <summary>The class library with checks.</summary>
    public static Project Shop { get; } = Read("Shop", OutputKind.DynamicallyLinkedLibrary);

    /// <summary>The application that has the checks run.</summary>
    public static Project WebApp { get; } = Read("WebApp", OutputKind.ConsoleApplication);

    /// <summary>One edit: the text that stands exactly once in the sample becomes another.</summary>
    public static Project With(this Project project, string text, string replacement)
    {
        var source = Assert.Single(project.Sources, source => source.Contains(text, StringComparison.Ordinal));
        Assert.Equal(source.IndexOf(text, StringComparison.Ordinal), source.LastIndexOf(text, StringComparison.Ordinal));
        return project with { Sources = project.Sources.Replace(source, source.Replace(text, replacement, StringComparison.Ordinal), StringComparer.Ordinal) };
    }

    private static Project Read(string name, OutputKind kind) =>
        new(name, [.. Directory.EnumerateFiles(Path.Combine(SdkReferences.Repository, "samples", name), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText)])
        {
            References = SdkReferences.Sample,
            OutputKind = kind,
        };
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.References;

/// <summary>
/// Recognizes a project of tests. It is an executable that shows no checks, and it uses whatever part of its application it
/// likes.
/// </summary>
internal static class TestProject
{
    private static readonly string[] Tools =
        ["xunit", "nunit", "MSTest", "TUnit", "Microsoft.TestPlatform", "Microsoft.Testing", "Microsoft.VisualStudio.TestPlatform", "Microsoft.AspNetCore.Mvc.Testing"];

    public static bool Is(Compilation compilation, AnalyzerOptions options) =>
        (options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var configured)
            && string.Equals(configured, "true", StringComparison.OrdinalIgnoreCase))
        || compilation.ReferencedAssemblyNames.Any(static reference =>
            Array.Exists(Tools, tool => reference.Name.StartsWith(tool, StringComparison.OrdinalIgnoreCase)));
}

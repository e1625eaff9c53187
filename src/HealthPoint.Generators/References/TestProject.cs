using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.References;

/// <summary>A project of tests is an executable that shows no checks, and that uses whatever it likes of its application.</summary>
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

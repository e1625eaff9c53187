using HealthPoint.Generators.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether a name in <c>DependsOn</c> was meant to be a check of this assembly, but is none: HP062.</summary>
internal static class DependencyNames
{
    public static void Review(CollectedChecks checks, CompilationAnalysisContext context)
    {
        foreach (var check in checks.All)
        {
            foreach (var dependency in checks.DependenciesOf(check))
            {
                if (dependency.Check is null && Fault(dependency.Name, checks, context) is var (fault, remedy))
                {
                    check.Tell(context, Rules.UnknownDependency, dependency.Place, dependency.Name, fault, remedy);
                }
            }
        }
    }

    private static (string Fault, string Remedy)? Fault(string name, CollectedChecks checks, CompilationAnalysisContext context)
    {
        foreach (var check in checks.All)
        {
            if (Spelling.IsNear(name, check.Name))
            {
                return ($"is no check of this assembly, while '{check.Name}' is", $"Write '{check.Name}' if that is meant");
            }
        }

        return IsOurs(name, context)
            ? ("begins like the names of this assembly and is none of its checks", "Name a check that exists, or remove the dependency")
            : null;
    }

    /// <summary>Whether the name begins with the project's root namespace, but not with that of a project below it.</summary>
    private static bool IsOurs(string name, CompilationAnalysisContext context)
    {
        var root = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.RootNamespace", out var configured)
            ? configured
            : context.Compilation.AssemblyName;
        return root is { Length: > 0 } && IsBelow(name, root) && !context.Compilation.ReferencedAssemblyNames
            .Any(reference => reference.Name.Length > root.Length && IsBelow(name, reference.Name));
    }

    private static bool IsBelow(string name, string scope) =>
        name.Length > scope.Length && name[scope.Length] == '.' && name.StartsWith(scope, StringComparison.OrdinalIgnoreCase);
}

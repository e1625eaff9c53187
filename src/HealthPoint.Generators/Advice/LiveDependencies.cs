using HealthPoint.Generators.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether a liveness check fails together with a check that says nothing about liveness: HP064.</summary>
internal static class LiveDependencies
{
    private const string Live = "live";

    public static void Review(CollectedChecks checks, CompilationAnalysisContext context)
    {
        foreach (var check in checks.All)
        {
            if (!check.Bears(Live))
            {
                continue;
            }

            foreach (var dependency in checks.DependenciesOf(check))
            {
                if (dependency.Check is { } needed && !needed.Bears(Live))
                {
                    check.Tell(context, Rules.LiveDependency, dependency.Place, needed.Name);
                }
            }
        }
    }
}

using HealthPoint.Generators.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether checks depend on each other in a circle: HP063. Start-up reports a circle across several assemblies.</summary>
internal static class DependencyCycles
{
    public static void Review(CollectedChecks checks, CompilationAnalysisContext context)
    {
        var done = new HashSet<CollectedMember>();
        var path = new List<Step>();
        foreach (var check in checks.All)
        {
            Walk(check, checks, path, done, context);
        }
    }

    private static void Walk(CollectedMember check, CollectedChecks checks, List<Step> path, HashSet<CollectedMember> done, CompilationAnalysisContext context)
    {
        var start = path.FindIndex(step => ReferenceEquals(step.Check, check));
        if (start >= 0)
        {
            var cycle = string.Join(" → ", path.Skip(start).Select(static step => step.Check.Name).Concat([check.Name]));
            check.Tell(context, Rules.Cycle, path[start].Dependency.Place, cycle);
            return;
        }

        if (done.Contains(check))
        {
            return;
        }

        foreach (var dependency in checks.DependenciesOf(check))
        {
            if (dependency.Check is { } needed)
            {
                path.Add(new(check, dependency));
                Walk(needed, checks, path, done, context);
                path.RemoveAt(path.Count - 1);
            }
        }

        done.Add(check);
    }

    /// <summary>A check on the path, and the one of its dependencies by which the path goes on.</summary>
    private readonly record struct Step(CollectedMember Check, Dependency Dependency);
}

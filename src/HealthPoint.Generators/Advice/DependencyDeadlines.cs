using HealthPoint.Generators.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether a dependency can use up the whole time of the check that waits for it: HP061.</summary>
internal static class DependencyDeadlines
{
    public static void Review(CollectedChecks checks, CompilationAnalysisContext context)
    {
        foreach (var check in checks.All)
        {
            var own = new Deadline(check);
            foreach (var dependency in checks.DependenciesOf(check))
            {
                // A check that depends on itself has a worse problem, which is HP063.
                if (dependency.Check is not { } needed || ReferenceEquals(needed, check))
                {
                    continue;
                }

                // Where both checks leave their deadline to the application, the application decides.
                var other = new Deadline(needed);
                if (other.IsWaitedFor && (own.IsWritten || other.IsWritten) && other.Seconds >= own.Seconds)
                {
                    check.Tell(
                        context,
                        Rules.Deadline,
                        dependency.Place,
                        own.Text,
                        $"waits for '{needed.Name}', which has {other.Text}, and may never get its turn",
                        $"Set TimeoutSeconds of '{needed.Name}' below that of '{check.Name}'");
                }
            }
        }
    }
}

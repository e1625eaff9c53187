using Microsoft.Coyote.Specifications;

namespace HealthPoint.Schedules;

internal static class Require
{
    /// <summary>Ends the schedule as a found bug where an invariant does not hold.</summary>
    public static void That(bool holds, string broken) => Specification.Assert(holds, broken);

    /// <summary>Lets the others go on until something is so. A schedule in which it never is reaches its bound of steps, or is a deadlock.</summary>
    public static void Eventually(Func<bool> isSo)
    {
        while (!isSo())
        {
            Thread.Yield();
        }
    }
}

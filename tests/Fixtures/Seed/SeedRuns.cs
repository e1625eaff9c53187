namespace Seed;

/// <summary>Lets a test see whether a check has run.</summary>
public static class SeedRuns
{
    public static int OfFailure => Health.FailureRuns;
}

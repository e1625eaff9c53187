namespace HealthPoint.Tests.Hosting;

/// <summary>Tests that measure the process or the time, and so run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}

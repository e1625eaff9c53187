namespace HealthPoint.Generators;

/// <summary>The names under which tests watch the generator's steps.</summary>
internal static class Steps
{
    public const string Checks = nameof(Checks);
    public const string Stats = nameof(Stats);
    public const string Project = nameof(Project);
    public const string References = nameof(References);
    public const string Orphans = nameof(Orphans);
    public const string Module = nameof(Module);
}

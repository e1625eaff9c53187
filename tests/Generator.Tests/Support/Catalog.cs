using HealthPoint.Contract;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>Collects what modules register, as the runtime's catalog does.</summary>
internal sealed class Catalog : HealthPointCatalog
{
    private readonly HashSet<Type> _modules = [];

    public List<HealthCheckDescriptor> Checks { get; } = [];

    public List<HealthStatDescriptor> Stats { get; } = [];

    /// <summary>How often a module was offered, again or for the first time.</summary>
    public int Offers { get; private set; }

    /// <summary>The names of the checks in their order.</summary>
    public string CheckNames => string.Join(", ", Checks.Select(static check => check.Name));

    public override void Include(HealthPointModule module)
    {
        Offers++;
        if (_modules.Add(module.GetType()))
        {
            module.Register(this);
        }
    }

    public override void Add(HealthCheckDescriptor check)
    {
        if (check.Origin is null || !Checks.Exists(other => IsSame(check, other)))
        {
            Checks.Add(check);
        }
    }

    public override void Add(HealthStatDescriptor stat)
    {
        if (stat.Origin is null || !Stats.Exists(other => IsSame(stat, other)))
        {
            Stats.Add(stat);
        }
    }

    private static bool IsSame(HealthMemberDescriptor one, HealthMemberDescriptor other) =>
        (one.Origin, one.Name, one.Member) == (other.Origin, other.Name, other.Member);
}

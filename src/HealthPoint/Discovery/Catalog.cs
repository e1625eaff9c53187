using HealthPoint.Configuration;
using HealthPoint.Contract;

namespace HealthPoint.Discovery;

/// <summary>
/// The checks of all modules and of <c>AddCheck</c>, in a fixed order: referenced modules before those that reference
/// them, then ordinal by name. Checks that code has added come last.
/// </summary>
internal sealed class Catalog
{
    public Catalog(ModuleSource source, IEnumerable<AddedCheck> added, InstanceSources instances)
    {
        var collector = new Collector(instances);
        foreach (var module in source.Find())
        {
            collector.Include(module);
        }

        Checks = [.. collector.Checks, .. added];
        Stats = collector.Stats;
        foreach (var check in Checks)
        {
            Validate(check);
        }

        // A check name that stands twice is found later, together with the names of AddHealthChecks().
        if (Stats.GroupBy(static stat => stat.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException(
                $"HealthPoint: the stat name '{twice.Key}' stands twice: {string.Join(" and ", twice.Select(static stat => stat.Member))}. Give one of them another name.");
        }
    }

    public IReadOnlyList<Check> Checks { get; }

    public IReadOnlyList<HealthStatDescriptor> Stats { get; }

    private static void Validate(Check check)
    {
        if (CheckName.Problem(check.Name) is { } problem)
        {
            throw new InvalidOperationException($"HealthPoint: the name '{Printable(check.Name)}' of the check {check.Origin} {problem}. Give it another name.");
        }

        if (HealthPointOptionsValidator.Validate(check.Name, check.Declared) is [var first, ..])
        {
            throw new InvalidOperationException($"HealthPoint: {check} is declared with a value that cannot be: {first}");
        }
    }

    private static string Printable(string? name) =>
        new([.. (name ?? "").Take(128).Select(static character => char.IsControl(character) ? '?' : character)]);

    /// <summary>The catalog that generated code calls. Visits the modules depth first, each once.</summary>
    private sealed class Collector(InstanceSources instances) : HealthPointCatalog
    {
        private readonly HashSet<Type> _included = [];
        private readonly Dictionary<HealthPointModule, string> _origins = new(ReferenceEqualityComparer.Instance);
        private readonly HashSet<(Type Kind, string Origin, string Name, string Member)> _adopted = [];
        private List<Check> _own = [];
        private List<HealthStatDescriptor> _ownStats = [];

        public List<Check> Checks { get; } = [];

        public List<HealthStatDescriptor> Stats { get; } = [];

        public override void Include(HealthPointModule module)
        {
            if (!_included.Add(module.GetType()))
            {
                return;
            }

            var (checks, stats) = (_own, _ownStats);
            (_own, _ownStats) = ([], []);
            module.Register(this);
            _own.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
            _ownStats.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
            Checks.AddRange(_own);
            Stats.AddRange(_ownStats);
            (_own, _ownStats) = (checks, stats);
        }

        public override void Add(HealthCheckDescriptor check)
        {
            if (!IsNew(check))
            {
                return;
            }

            _own.Add(new GeneratedCheck(check, check.Origin ?? OriginOf(check.Module), instances)
            {
                Arguments = check.Arguments,
                Declared = new CheckOptions
                {
                    Tags = check.Tags.Count == 0 ? null : check.Tags.ToArray(),
                    Timeout = Seconds(check.TimeoutSeconds),
                    CacheDuration = Seconds(check.CacheSeconds),
                    RefreshPeriod = Seconds(check.RefreshSeconds),
                    FailureThreshold = check.FailureThreshold,
                    FailureStatus = check.FailureStatus,
                    DependsOn = check.DependsOn.Count == 0 ? null : check.DependsOn.ToArray(),
                },
            });
        }

        public override void Add(HealthStatDescriptor stat)
        {
            if (IsNew(stat))
            {
                _ownStats.Add(stat);
            }
        }

        // Computed once for each module, since it takes longer than all the rest of adding a check.
        private string OriginOf(HealthPointModule module) =>
            _origins.TryGetValue(module, out var known) ? known : _origins[module] = module.GetType().Assembly.GetName().Name ?? "?";

        // Every module that sees an assembly without a module adopts its checks. They are added once only.
        private bool IsNew(HealthMemberDescriptor member) =>
            member.Origin is not { } origin || _adopted.Add((member.GetType(), origin, member.Name, member.Member));

        // A value that no time span can hold is refused together with the other values out of range.
        private static TimeSpan? Seconds(double? seconds) => seconds switch
        {
            null => null,
            double.NaN => TimeSpan.MinValue,
            var value when Math.Abs(value.Value) >= TimeSpan.MaxValue.TotalSeconds => value > 0 ? TimeSpan.MaxValue : TimeSpan.MinValue,
            var value => TimeSpan.FromSeconds(value.Value),
        };
    }
}

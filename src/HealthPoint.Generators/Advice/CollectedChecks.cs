using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;

namespace HealthPoint.Generators.Advice;

/// <summary>The checks of an assembly in the order of its sources, and by name.</summary>
internal sealed class CollectedChecks
{
    private readonly Dictionary<string, CollectedMember> _byName = new(StringComparer.OrdinalIgnoreCase);

    public CollectedChecks(IEnumerable<CollectedMember> members)
    {
        foreach (var member in members)
        {
            // A second check of the same name is an error of its own.
            if (member.Kind is MemberKind.Check && !_byName.ContainsKey(member.Name))
            {
                _byName.Add(member.Name, member);
                All.Add(member);
            }
        }
    }

    public List<CollectedMember> All { get; } = [];

    public CollectedMember? Find(string name) => _byName.TryGetValue(name, out var check) ? check : null;

    /// <summary>The names in a check's <c>DependsOn</c>, and the checks of this assembly that bear them.</summary>
    public IEnumerable<Dependency> DependenciesOf(CollectedMember check)
    {
        foreach (var (name, index) in check.Attribute.Texts("DependsOn"))
        {
            if (name is not null)
            {
                yield return new(name, Find(name), Squiggles.Item(check.Attribute, "DependsOn", index));
            }
        }
    }
}

/// <summary>A name in a <c>DependsOn</c>.</summary>
/// <param name="Name">The name as it is written.</param>
/// <param name="Check">The check of this assembly that has it, if one has.</param>
/// <param name="Place">Where it is written.</param>
internal readonly record struct Dependency(string Name, CollectedMember? Check, Squiggle Place);

using Xunit.v3;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>The test shows code that a rule refuses.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RefusesAttribute(string rule) : Attribute, ITraitAttribute
{
    public string Rule { get; } = rule;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create("Refuses", Rule)];
}

/// <summary>The test shows code that a rule comes close to and accepts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceptsAttribute(string rule) : Attribute, ITraitAttribute
{
    public string Rule { get; } = rule;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create("Accepts", Rule)];
}

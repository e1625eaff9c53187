using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether a base method is a check already: HP012.</summary>
internal static class Overrides
{
    public static void Review(AcceptedMethod accepted)
    {
        for (var overridden = accepted.Method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (overridden.Attribute("HealthPoint", accepted.Kind.AttributeName) is null)
            {
                continue;
            }

            foreach (var member in accepted.Members)
            {
                accepted.Tell(Rules.RepeatedByOverride, Squiggles.Attribute(member.Attribute), overridden.ForPeople, accepted.Kind.Noun);
            }

            return;
        }
    }
}

using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether a service key selects a service: HP038.</summary>
internal static class ServiceKeys
{
    private const string Remove = "Remove [FromKeyedServices]";

    public static void Review(AcceptedMethod accepted)
    {
        foreach (var parameter in accepted.Method.Parameters)
        {
            if (parameter.FromKeyedServices is { } keyed && Fault(parameter, keyed) is var (fault, remedy))
            {
                accepted.Tell(Rules.ServiceKey, Squiggles.Attribute(keyed), parameter.Name, fault, remedy);
            }
        }
    }

    private static (string Fault, string Remedy)? Fault(IParameterSymbol parameter, AttributeData keyed) => keyed.ConstructorArguments switch
    {
        _ when parameter.Type.IsCancellationToken => ("has no effect, because a run has one CancellationToken", Remove),
        _ when parameter.Type.IsServiceProvider => ("has no effect, because a run has one IServiceProvider", Remove),
        [{ Kind: not TypedConstantKind.Error, IsNull: true }] => ("is null, so that the service without a key is taken", $"Write a key, or r{Remove.Substring(1)}"),
        // .NET 10's form without an argument inherits the key of the service that is being made.
        [] when keyed.AttributeConstructor is not null => ("is that of the surrounding service, and a check has none", $"Write a key, or r{Remove.Substring(1)}"),
        _ => null,
    };
}

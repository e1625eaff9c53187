using Microsoft.CodeAnalysis;

namespace HealthPoint.Benchmarks;

/// <summary>The least that a generator of checks can do: it asks for the attribute, and does nothing with the answer.</summary>
internal sealed class AttributeOnly : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var found = context.SyntaxProvider.ForAttributeWithMetadataName(
            "HealthPoint.HealthCheckAttribute", static (_, _) => true, static (found, _) => found.TargetSymbol.Name);
        context.RegisterSourceOutput(found.Collect(), static (_, _) => { });
    }
}

using HealthPoint.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>An instance method that needs no instance: HP054.</summary>
internal static class UnusedInstance
{
    public static void Review(CheckBody body)
    {
        if (body is { Method: { IsStatic: false, IsVirtual: false, ContainingType.TypeKind: TypeKind.Class }, Block: not null }
            && !body.Operations.Any(MayUseInstance)
            && !body.IsBoundByContract)
        {
            body.Report(Rules.UnusedInstance);
        }
    }

    private static bool MayUseInstance(IOperation operation) => operation.IsThis || operation is
        // A method that reads a parameter of the primary constructor reads a field of the instance.
        IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } }
        or IInvalidOperation;
}

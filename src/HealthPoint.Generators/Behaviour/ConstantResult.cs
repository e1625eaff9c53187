using HealthPoint.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>A check that looks at nothing: HP052.</summary>
internal static class ConstantResult
{
    public static void Review(CheckBody body)
    {
        // A virtual method waits for its override. A check with the tag `live` only has to show that the process answers at all.
        if (body.Method.IsVirtual || body.IsTagged("live"))
        {
            return;
        }

        switch (body.Block?.Operations.Where(static statement => statement is not IReturnOperation { ReturnedValue: null }).ToList())
        {
            case []:
                body.Report(Rules.ConstantResult);
                break;
            case [IReturnOperation { ReturnedValue: { IsConstant: true } value }]:
                body.Report(Rules.ConstantResult, value.Syntax.GetLocation());
                break;
        }
    }
}

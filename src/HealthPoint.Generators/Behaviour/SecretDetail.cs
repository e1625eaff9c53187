using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>A secret on its way to the readers of results: HP065.</summary>
internal static class SecretDetail
{
    private const string Detail = "its detail";

    public static void Review(CheckBody body)
    {
        var flow = new SecretFlow(body);
        foreach (var operation in body.Block?.Own ?? [])
        {
            if (operation is IReturnOperation { ReturnedValue: { } value })
            {
                ReviewVerdict(value);
            }
        }

        // A HealthCheckResult and a HealthCheckFailedException exist only to be shown, so it does not matter where they are made.
        foreach (var operation in body.Operations)
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.IsHealthCheckResult: true } } call:
                    ReviewArguments(call.Arguments, Detail);
                    break;
                case IObjectCreationOperation { Type.IsHealthCheckResult: true } creation:
                    ReviewArguments(creation.Arguments, Detail);
                    break;
                case IObjectCreationOperation { Type: { } type } creation when IsPublicFailure(type):
                    ReviewArguments(creation.Arguments, "the message of a HealthCheckFailedException");
                    break;
            }
        }

        void ReviewVerdict(IOperation value)
        {
            switch (value.Verdict)
            {
                case ITupleOperation { Elements: [_, var detail] }:
                    ReviewValue(detail, Detail);
                    break;
                case IConditionalOperation { WhenFalse: { } other } choice:
                    ReviewVerdict(choice.WhenTrue);
                    ReviewVerdict(other);
                    break;
                case ISwitchExpressionOperation choice:
                    foreach (var arm in choice.Arms)
                    {
                        ReviewVerdict(arm.Value);
                    }

                    break;
                case ILocalReferenceOperation local:
                    foreach (var assigned in flow.Follow(local.Local))
                    {
                        ReviewVerdict(assigned);
                    }

                    break;
            }
        }

        void ReviewArguments(IEnumerable<IArgumentOperation> arguments, string place)
        {
            foreach (var argument in arguments)
            {
                if (!argument.IsImplicit && argument.Parameter?.Name is not ("status" or "exception" or "inner"))
                {
                    ReviewValue(argument.Value, place);
                }
            }
        }

        void ReviewValue(IOperation value, string place)
        {
            foreach (var secret in flow.Secrets(value))
            {
                body.Report(Rules.SecretDetail, secret.Syntax.GetLocation(), secret.Syntax.ToString(), place);
            }
        }
    }

    private static bool IsPublicFailure(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Is("HealthPoint", "HealthCheckFailedException"))
            {
                return true;
            }
        }

        return false;
    }
}

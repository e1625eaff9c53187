using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>What a returned value says.</summary>
internal static class Verdicts
{
    private const int Healthy = 2;

    extension(IOperation value)
    {
        /// <summary>The verdict without the finished task around it.</summary>
        public IOperation Verdict => value.Unwrapped switch
        {
            IAwaitOperation awaited => awaited.Operation.Verdict,
            IInvocationOperation { Arguments: [var result] } call when call.IsOfTask("FromResult", "FromResult") => result.Value.Verdict,
            IObjectCreationOperation { Type.IsTask: true, Arguments: [{ Value: var result }] } when result.Type?.IsTask == false => result.Verdict,
            var other => other,
        };

        /// <summary>Whether the verdict is written out in the source, and is good.</summary>
        public bool IsHealthy => value.Verdict switch
        {
            { ConstantValue: { HasValue: true, Value: true } } => true,
            { ConstantValue: { HasValue: true, Value: Healthy }, Type.IsHealthStatus: true } => true,
            ITupleOperation { Elements: [var verdict, _] } => verdict.IsHealthy,
            IInvocationOperation { TargetMethod: { Name: "Healthy", ContainingType.IsHealthCheckResult: true } } => true,
            IObjectCreationOperation { Type.IsHealthCheckResult: true, Arguments: [{ Value: var status }, ..] } => status.IsHealthy,
            var other => other.IsFinishedTask,
        };

        /// <summary>Whether the verdict is written out in the source, good or bad. What goes with it may be anything.</summary>
        public bool IsWritten => value.Verdict switch
        {
            { ConstantValue.HasValue: true } => true,
            ITupleOperation { Elements: [var verdict, _] } => verdict.IsWritten,
            IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.IsHealthCheckResult: true } } => true,
            IObjectCreationOperation { Type.IsHealthCheckResult: true, Arguments: [{ Value: var status }, ..] } => status.IsWritten,
            var other => other.IsFinishedTask,
        };

        /// <summary>Whether the verdict, and all that goes with it, is written out in the source.</summary>
        public bool IsConstant => value.Verdict switch
        {
            // A named constant may have another value in another build.
            IFieldReferenceOperation { Field: { IsConst: true, ContainingType.TypeKind: not TypeKind.Enum } } => false,
            ILocalReferenceOperation => false,
            { ConstantValue.HasValue: true } => true,
            ITupleOperation tuple => tuple.Elements.All(static element => element.IsConstant),
            IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType.IsHealthCheckResult: true } } call => call.Arguments.All(static argument => argument.Value.IsConstant),
            IObjectCreationOperation { Type.IsHealthCheckResult: true } creation => creation.Arguments.All(static argument => argument.Value.IsConstant),
            IDefaultValueOperation => true,
            var other => other.IsFinishedTask,
        };

        /// <summary><c>Task.CompletedTask</c>.</summary>
        public bool IsFinishedTask => value.Unwrapped is
            IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType.IsTask: true } }
            or IDefaultValueOperation { Type.IsTask: true };
    }
}

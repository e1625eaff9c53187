using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>What the rules ask of an operation.</summary>
internal static class OperationExtensions
{
    extension(IOperation operation)
    {
        /// <summary>The value without the conversions that belong to the language.</summary>
        public IOperation Unwrapped
        {
            get
            {
                while (operation is IConversionOperation { OperatorMethod: null } conversion)
                {
                    operation = conversion.Operand;
                }

                return operation;
            }
        }

        /// <summary>All operations below this one, except those inside a lambda or a local function.</summary>
        public IEnumerable<IOperation> Own
        {
            get
            {
                foreach (var child in operation.ChildOperations)
                {
                    if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
                    {
                        continue;
                    }

                    yield return child;
                    foreach (var below in child.Own)
                    {
                        yield return below;
                    }
                }
            }
        }

        /// <summary>The variable or member that is read; for an element, the variable or member that holds it.</summary>
        public ISymbol? Source => operation.Unwrapped switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFieldReferenceOperation member => member.Field,
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } holder } => holder.Source,
            IPropertyReferenceOperation property => property.Property,
            IArrayElementReferenceOperation element => element.ArrayReference.Source,
            _ => null,
        };

        /// <summary>Whether this is <c>this</c>.</summary>
        public bool IsThis => operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

        public bool Reads(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(operation.Source, symbol);

        /// <summary>The place of the name alone in <c>task.Result</c> and <c>task.Wait()</c>.</summary>
        public Location NamePlace => operation.Syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
            MemberAccessExpressionSyntax access => access.Name.GetLocation(),
            var other => other.GetLocation(),
        };
    }

    extension(IInvocationOperation call)
    {
        /// <summary>Whether it calls a static method of <c>Task</c> or <c>ValueTask</c>.</summary>
        public bool IsOfTask(string first, string second) =>
            call.TargetMethod is { IsStatic: true, ContainingType.IsTask: true } method
            && (string.Equals(method.Name, first, StringComparison.Ordinal) || string.Equals(method.Name, second, StringComparison.Ordinal));
    }
}

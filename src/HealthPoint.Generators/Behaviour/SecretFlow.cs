using System.Collections.Immutable;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.Generators.Behaviour;

/// <summary>Follows a text back to the values that it is made of, as far as the text contains them whole.</summary>
internal sealed class SecretFlow(CheckBody body)
{
    // While the developer is typing, a variable may be made of itself. Without this set it would be followed for ever.
    private readonly HashSet<ILocalSymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <summary>The values in a text that are named like a secret.</summary>
    public IEnumerable<IOperation> Secrets(IOperation value)
    {
        value = value.Unwrapped;
        if (value.ConstantValue.HasValue)
        {
            return [];
        }

        return IsSecret(value) ? [value] : Parts(value).SelectMany(Secrets);
    }

    /// <summary>
    /// The values that a variable may have in the end, and what is added to it. A second call for the variable gives nothing.
    /// </summary>
    public ImmutableArray<IOperation> Follow(ILocalSymbol local)
    {
        if (!_followed.Add(local))
        {
            return ImmutableArray<IOperation>.Empty;
        }

        IOperation? first = null;
        var assigned = new List<IOperation>();
        var added = new List<IOperation>();
        foreach (var operation in body.Operations)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer: { } initializer } declarator when IsIt(declarator.Symbol):
                    first = initializer.Value;
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: var value } when IsIt(target.Local):
                    // `text = Mask(text)` may have removed what was in the variable before.
                    if (value.DescendantsAndSelf().Any(part => part.Reads(local)))
                    {
                        return ImmutableArray<IOperation>.Empty;
                    }

                    assigned.Add(value);
                    break;
                case ICompoundAssignmentOperation { Target: ILocalReferenceOperation target, Value: var value } when IsIt(target.Local):
                    added.Add(value);
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: ILocalReferenceOperation holder }, Value: var value } when IsIt(holder.Local):
                    added.Add(value);
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd" or "Append" or "AppendLine", Instance: ILocalReferenceOperation holder, Arguments: [.., var last] } when IsIt(holder.Local):
                    added.Add(last.Value);
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Value: ILocalReferenceOperation handed } when IsIt(handed.Local):
                    return ImmutableArray<IOperation>.Empty;
            }
        }

        // Where a later value replaces the first one, the first may have been a secret and the later one its mask.
        if (first is not null && assigned.Count == 0)
        {
            assigned.Add(first);
        }

        assigned.AddRange(added);
        return assigned.ToImmutableArray();

        bool IsIt(ILocalSymbol other) => SymbolEqualityComparer.Default.Equals(other, local);
    }

    private IEnumerable<IOperation> Parts(IOperation value) => value switch
    {
        IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().Select(static part => part.Expression),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => [sum.LeftOperand, sum.RightOperand],
        IConditionalOperation { WhenFalse: { } other } choice => [choice.WhenTrue, other],
        ICoalesceOperation choice => [choice.Value, choice.WhenNull],
        ISwitchExpressionOperation choice => choice.Arms.Select(static arm => arm.Value),
        IConditionalAccessOperation access when IsSecret(access.Operation) && access.WhenNotNull is IInvocationOperation call && KeepsText(call) => [access.Operation],
        IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Format" or "Concat" or "Join", ContainingType.SpecialType: SpecialType.System_String } } call =>
            call.Arguments.SelectMany(Handed),
        IInvocationOperation { Instance: { } text } call when KeepsText(call) => [text],
        IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues,
        { Syntax: CollectionExpressionSyntax } => value.ChildOperations,
        IObjectCreationOperation { Initializer: { } initializer } => initializer.Initializers.SelectMany(Added),
        ILocalReferenceOperation { Local: var local } => Follow(local),
        _ => [],
    };

    private static IEnumerable<IOperation> Handed(IArgumentOperation argument) => argument switch
    {
        { ArgumentKind: ArgumentKind.Explicit or ArgumentKind.ParamArray, Value: var value } => [value],

        // `params ReadOnlySpan<T>`, for which Roslyn 4.8 has no name.
        { ArgumentKind: not ArgumentKind.DefaultValue, Value.Unwrapped: var collection } => collection.ChildOperations,
        _ => [],
    };

    /// <summary>The values that go into a dictionary. Its keys do not count, since they are names.</summary>
    private static IEnumerable<IOperation> Added(IOperation element) => element switch
    {
        ISimpleAssignmentOperation assignment => [assignment.Value],
        IInvocationOperation { Arguments: [.., var added] } => [added.Value],
        _ => [],
    };

    private static bool KeepsText(IInvocationOperation call) =>
        call.TargetMethod.Name is "ToString" or "Trim" or "TrimEnd" or "TrimStart" or "ToLowerInvariant" or "ToUpperInvariant";

    private static bool IsSecret(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Property.Name: "Value", Instance: { } holder } => IsNamedSecret(holder.Unwrapped),
        { Type: { } type } when IsText(type) => IsNamedSecret(value),
        _ => false,
    };

    private static bool IsNamedSecret(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local.Name.NamesSecret,
        IParameterReferenceOperation parameter => parameter.Parameter.Name.NamesSecret,
        IFieldReferenceOperation { Field.IsConst: false } field => field.Field.Name.NamesSecret,
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string key } }] } => IsSecretSetting(key),

        // Code uses a builder to strip the password from a connection string.
        IPropertyReferenceOperation { Property.Name: "ConnectionString", Instance.Type: { } type } when IsBuilder(type) => false,
        IPropertyReferenceOperation property => property.Property.Name.NamesSecret,
        IAwaitOperation awaited => IsNamedSecret(awaited.Operation.Unwrapped),
        IInvocationOperation { TargetMethod.Name: "GetValue" or "GetRequiredValue" or "GetSection" or "GetRequiredSection" or "GetEnvironmentVariable" } call =>
            call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: string key } && IsSecretSetting(key)),
        IInvocationOperation call => call.TargetMethod.Name.StartsWith("Get", StringComparison.Ordinal) && call.TargetMethod.Name.NamesSecret,
        _ => false,
    };

    /// <summary>Whether the key is that of a secret: <c>Shop:Password</c>, <c>ConnectionStrings:Shop</c>, <c>SHOP_PASSWORD</c>.</summary>
    private static bool IsSecretSetting(string key)
    {
        var segments = key.Split(':');
        return segments[segments.Length - 1].ToLowerInvariant().NamesSecret
            || segments[segments.Length - 1].NamesSecret
            || segments[0] is "ConnectionStrings";
    }

    private static bool IsBuilder(ITypeSymbol type) =>
        type.Is("System.Data.Common", "DbConnectionStringBuilder") || type.BaseType?.Is("System.Data.Common", "DbConnectionStringBuilder") == true;

    private static bool IsText(ITypeSymbol type) =>
        type.WithoutNullable is { SpecialType: SpecialType.System_String or SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic }
        || type.WithoutNullable.Is("System", "Guid");
}

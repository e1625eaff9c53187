using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.Generators.Parsing;

/// <summary>Finds the place of a problem. The analyzer calls it; the generator never does, since it has no use for places.</summary>
internal delegate Location? Squiggle(CancellationToken cancellation);

/// <summary>The parts of a declaration that can be wrong.</summary>
internal static class Squiggles
{
    public static Squiggle Name(ISymbol symbol) => _ => symbol.Locations.FirstOrDefault();

    public static Squiggle Attribute(AttributeData attribute) =>
        cancellation => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();

    /// <summary>The value of a property that the attribute sets; of its constructor argument where that is <see langword="null"/>.</summary>
    public static Squiggle Argument(AttributeData attribute, string? property) => cancellation =>
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
        foreach (var argument in syntax?.ArgumentList?.Arguments ?? default)
        {
            if (string.Equals(argument.NameEquals?.Name.Identifier.ValueText, property, StringComparison.Ordinal))
            {
                return argument.Expression.GetLocation();
            }
        }

        return syntax?.GetLocation();
    };

    /// <summary>One item of a list that the attribute sets; the whole value where the items are not written one by one.</summary>
    public static Squiggle Item(AttributeData attribute, string property, int index) => cancellation =>
    {
        var place = Argument(attribute, property)(cancellation);
        var items = place?.SourceTree?.GetRoot(cancellation).FindNode(place.SourceSpan, getInnermostNodeForTie: true) switch
        {
            CollectionExpressionSyntax collection => collection.Elements.OfType<SyntaxNode>(),
            ArrayCreationExpressionSyntax array => array.Initializer?.Expressions,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            _ => null,
        };
        return items?.ElementAtOrDefault(index)?.GetLocation() ?? place;
    };

    public static Squiggle ReturnType(IMethodSymbol method) => cancellation =>
        Declaration<MethodDeclarationSyntax>(method, cancellation)?.ReturnType.GetLocation() ?? Name(method)(cancellation);

    /// <summary>The <c>T</c> of a returned <c>Task&lt;T&gt;</c>, else the whole return type.</summary>
    public static Squiggle Result(IMethodSymbol method) => cancellation =>
    {
        var type = Declaration<MethodDeclarationSyntax>(method, cancellation)?.ReturnType;
        var name = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        name = name is QualifiedNameSyntax qualified ? qualified.Right : name;
        return name is GenericNameSyntax { Identifier.ValueText: "Task" or "ValueTask", TypeArgumentList.Arguments: [var result] }
            ? result.GetLocation()
            : ReturnType(method)(cancellation);
    };

    public static Squiggle ReturnModifier(IMethodSymbol method) => cancellation =>
        Declaration<MethodDeclarationSyntax>(method, cancellation)?.ReturnType is RefTypeSyntax byReference
            ? Location.Create(
                byReference.SyntaxTree,
                TextSpan.FromBounds(byReference.SpanStart, byReference.Type.GetFirstToken().GetPreviousToken().Span.End))
            : ReturnType(method)(cancellation);

    public static Squiggle TypeParameters(ISymbol symbol) => cancellation =>
        Declaration<SyntaxNode>(symbol, cancellation) switch
        {
            MethodDeclarationSyntax { TypeParameterList: { } list } => list.GetLocation(),
            TypeDeclarationSyntax { TypeParameterList: { } list } => list.GetLocation(),
            _ => Name(symbol)(cancellation),
        };

    public static Squiggle ExplicitInterface(IMethodSymbol method) => cancellation =>
        Declaration<MethodDeclarationSyntax>(method, cancellation)?.ExplicitInterfaceSpecifier?.GetLocation()
        ?? Name(method)(cancellation);

    /// <summary>The modifiers of those kinds, as one squiggle (<c>private protected</c>); the name where there is none.</summary>
    public static Squiggle Modifier(ISymbol symbol, params SyntaxKind[] kinds) => cancellation =>
    {
        var modifiers = Declaration<SyntaxNode>(symbol, cancellation) switch
        {
            MemberDeclarationSyntax member => member.Modifiers,
            ParameterSyntax parameter => parameter.Modifiers,
            _ => default,
        };
        TextSpan? span = null;
        foreach (var modifier in modifiers)
        {
            if (kinds.Contains(modifier.Kind()))
            {
                span = TextSpan.FromBounds(span?.Start ?? modifier.SpanStart, modifier.Span.End);
            }
        }

        return span is { } found
            ? Location.Create(symbol.DeclaringSyntaxReferences[0].SyntaxTree, found)
            : Name(symbol)(cancellation);
    };

    public static Squiggle Parameter(IParameterSymbol parameter) => cancellation =>
        Declaration<ParameterSyntax>(parameter, cancellation)?.GetLocation() ?? Name(parameter)(cancellation);

    public static Squiggle ParameterType(IParameterSymbol parameter) => cancellation =>
        Declaration<ParameterSyntax>(parameter, cancellation)?.Type?.GetLocation() ?? Name(parameter)(cancellation);

    private static TSyntax? Declaration<TSyntax>(ISymbol symbol, CancellationToken cancellation)
        where TSyntax : SyntaxNode =>
        symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as TSyntax;
}

using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Where something was reported.</summary>
internal sealed class Place(Document document, SemanticModel model, SyntaxNode root, Diagnostic diagnostic, TextSpan span, CancellationToken cancellation)
{
    public Solution Solution => document.Project.Solution;

    public SemanticModel Model => model;

    public SyntaxNode Root => root;

    public Diagnostic Diagnostic => diagnostic;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The first token of what is squiggled.</summary>
    public SyntaxToken Token { get; } = root.FindToken(span.Start);

    /// <summary>The method that is squiggled, or that holds what is.</summary>
    public IMethodSymbol? MethodSymbol => Ancestor<MethodDeclarationSyntax>() is { } method ? model.GetDeclaredSymbol(method, cancellation) : null;

    /// <summary>The parameter that is squiggled, or a part of which is.</summary>
    public IParameterSymbol? Parameter =>
        Ancestor<ParameterSyntax>() is { } parameter ? model.GetDeclaredSymbol(parameter, cancellation) : null;

    public static async Task<Place?> FindAsync(Document document, Diagnostic diagnostic, TextSpan span, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is not null && model is not null && root.FullSpan.Contains(span)
            ? new(document, model, root, diagnostic, span, cancellation)
            : null;
    }

    /// <summary>The innermost node of that kind that holds the first token of what is squiggled.</summary>
    public TNode? Ancestor<TNode>()
        where TNode : SyntaxNode => Token.Parent?.FirstAncestorOrSelf<TNode>();

    /// <summary>The model of a tree that may be another than the place's own.</summary>
    public async Task<SemanticModel> ModelAsync(SyntaxTree tree) => tree != root.SyntaxTree
        && Solution.GetDocument(tree) is { } other
        && await other.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } found ? found : model;

    /// <summary>A type's name as it can be written at a position: short where a <c>using</c> allows that.</summary>
    public async Task<string> NameAtAsync(SyntaxTree tree, int position, string scope, string name)
    {
        var there = await ModelAsync(tree).ConfigureAwait(false);
        return there.LookupNamespacesAndTypes(position, name: name).Any(symbol => symbol.ContainingNamespace.Is(scope)) ? name : $"{scope}.{name}";
    }

    /// <summary>Whether an attribute makes a method a check or a stat.</summary>
    public async Task<bool> IsOursAsync(AttributeSyntax attribute) =>
        (await ModelAsync(attribute.SyntaxTree).ConfigureAwait(false)).GetTypeInfo(attribute, cancellation).Type is { } type
        && (type.Is("HealthPoint", "HealthCheckAttribute") || type.Is("HealthPoint", "HealthStatAttribute"));

    /// <summary>The attributes of declarations that make them a check or a stat.</summary>
    public async Task<List<AttributeSyntax>> OurAttributesAsync(IEnumerable<SyntaxNode> declarations)
    {
        var ours = new List<AttributeSyntax>();
        foreach (var attribute in declarations.SelectMany(static part => part.ChildNodes()).OfType<AttributeListSyntax>().SelectMany(static list => list.Attributes))
        {
            if (await IsOursAsync(attribute).ConfigureAwait(false))
            {
                ours.Add(attribute);
            }
        }

        return ours;
    }
}

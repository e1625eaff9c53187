using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace HealthPoint.CodeFixes;

/// <summary>Offers to mark a method that could be a health check as it is.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(MakeHealthCheck))]
internal sealed class MakeHealthCheck : CodeRefactoringProvider
{
    public const string Title = "Make this method a health check";

    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is not CompilationUnitSyntax unit
            || root.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || !Header(declaration).Contains(context.Span))
        {
            return;
        }

        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        var edits = new Edits(context.Document.Project.Solution);
        if (model is not null
            && model.GetDeclaredSymbol(declaration, context.CancellationToken) is { } method
            && model.Compilation.GetTypeByMetadataName("HealthPoint.HealthCheckAttribute") is { } attribute
            && Fits(method, attribute))
        {
            var (tree, start) = (declaration.SyntaxTree, declaration.SpanStart);
            edits.Insert(tree, start, $"[HealthCheck]{(tree.BeginsLine(start) ? tree.NewLine + tree.IndentationAt(start) : " ")}");
            if (!edits.TryOpen(method, model.Compilation))
            {
                return;
            }

            if (!model.LookupNamespacesAndTypes(declaration.SpanStart, name: attribute.Name).Contains(attribute, SymbolEqualityComparer.Default))
            {
                edits.AddUsing(unit, "HealthPoint");
            }

            context.RegisterRefactoring(CodeAction.Create(Title, cancellation => edits.ApplyAsync(cancellation), nameof(MakeHealthCheck)));
        }
    }

    private static TextSpan Header(MethodDeclarationSyntax method) =>
        TextSpan.FromBounds(method.Modifiers.Count > 0 ? method.Modifiers[0].SpanStart : method.ReturnType.SpanStart, method.ParameterList.Span.End);

    private static bool Fits(IMethodSymbol method, INamedTypeSymbol attribute) =>
        method is { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, IsOverride: false, PartialDefinitionPart: null, IsVararg: false, ContainingType.IsExtensionBlock: false }
        && !(method.IsStatic && (method.IsAbstract || method.IsVirtual))
        && !(method is { IsStatic: false, ContainingType.IsValueType: true })
        && !method.GetAttributes().Any(applied => applied.AttributeClass is { } type
            && (SymbolEqualityComparer.Default.Equals(type, attribute) || type.Is("HealthPoint", "HealthStatAttribute")))
        && !Containers(method).Any(static type => type.Arity > 0 || type.IsFileLocal)
        && SaysSomething(method)
        && IsCallable(method);

    private static IEnumerable<INamedTypeSymbol> Containers(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    /// <summary>Whether the method has a verdict, or at least a name that promises one.</summary>
    private static bool SaysSomething(IMethodSymbol method)
    {
        var result = method.ReturnType.TaskResult ?? method.ReturnType;
        return !(result.SpecialType is SpecialType.System_Void || (result.IsTask && method.ReturnType.TaskResult is null))
            || IsAboutHealth(method.Name)
            || IsAboutHealth(method.ContainingType.Name);

        static bool IsAboutHealth(string name) =>
            name.IndexOf("Health", StringComparison.Ordinal) >= 0 || name.IndexOf("Check", StringComparison.Ordinal) >= 0;
    }

    /// <summary>Whether the rules accept what it returns and takes, and nothing has to be configured for it.</summary>
    private static bool IsCallable(IMethodSymbol method)
    {
        var problems = new Problems();
        ReturnRules.Review(method, MemberKind.Check, problems);
        var parameters = ParameterRules.Review(method, problems);
        return !problems.Any && !method.ReturnType.IsBroken && parameters.All(static parameter => parameter is not { Source: ParameterSource.Argument, Default: null });
    }
}

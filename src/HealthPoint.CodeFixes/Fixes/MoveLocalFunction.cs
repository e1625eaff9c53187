using HealthPoint.CodeFixes.Editing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Makes a local function that captures nothing a method, which generated code can call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveLocalFunction))]
internal sealed class MoveLocalFunction() : CodeFix("Move it to a method", "HP002")
{
    protected override Task FixAsync(Place place, Edits edits)
    {
        if (place.Ancestor<AttributeSyntax>()?.Parent?.Parent is LocalFunctionStatementSyntax { TypeParameterList: null, ContainsDirectives: false } local
            && place.Model.GetDeclaredSymbol(local, place.Cancellation) is IMethodSymbol symbol
            && !Captures(local, symbol, place))
        {
            if (local.Parent is GlobalStatementSyntax statement)
            {
                MoveToClass(local, symbol, statement, place, edits);
            }
            else if (local.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { Parent: TypeDeclarationSyntax } member
                && symbol.ContainingType is { } type
                && type.GetMembers(symbol.Name).IsEmpty)
            {
                edits.RemoveBlock(local);
                edits.InsertBehind(member, Method(local, member.SyntaxTree.IndentationAt(member.SpanStart)));
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether the code needs what only the method around it has.</summary>
    private static bool Captures(LocalFunctionStatementSyntax local, IMethodSymbol symbol, Place place)
    {
        if (place.Model.GetOperation(local, place.Cancellation) is not { } code || code.Descendants().Any(static part => part is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }))
        {
            return true;
        }

        foreach (var name in local.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var used = place.Model.GetSymbolInfo(name, place.Cancellation).Symbol;
            var isLocal = used is ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or ILabelSymbol
                or ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method }
                or IMethodSymbol { MethodKind: MethodKind.LocalFunction };
            if (isLocal
                && !SymbolEqualityComparer.Default.Equals(used, symbol)
                && !used!.Locations.Any(location => location.SourceTree == local.SyntaxTree && local.Span.Contains(location.SourceSpan)))
            {
                return true;
            }
        }

        return false;
    }

    private static void MoveToClass(LocalFunctionStatementSyntax local, IMethodSymbol symbol, GlobalStatementSyntax statement, Place place, Edits edits)
    {
        const string Indentation = "    ";
        var unit = (CompilationUnitSyntax)statement.Parent!;
        var newLine = unit.SyntaxTree.NewLine;
        var home = unit.Members.OfType<ClassDeclarationSyntax>().FirstOrDefault(type =>
            type is { Identifier.ValueText: "Health", TypeParameterList: null, Members.Count: > 0 } && type.Modifiers.Any(SyntaxKind.StaticKeyword));
        var name = "Health";
        if (home is not null)
        {
            edits.InsertBefore(home.Members[0], Method(local, home.SyntaxTree.IndentationAt(home.Members[0].SpanStart)));
        }
        else
        {
            while (!place.Model.LookupSymbols(unit.EndOfFileToken.SpanStart, name: name).IsEmpty)
            {
                name += "Checks";
            }

            var end = unit.SyntaxTree.GetText().Length;
            var isAtLineStart = unit.SyntaxTree.GetText().Lines.GetLineFromPosition(end).Span.IsEmpty;
            edits.Insert(
                unit.SyntaxTree,
                end,
                $"{(isAtLineStart ? "" : newLine)}{newLine}internal static class {name}{newLine}{{{newLine}{Indentation}{Method(local, Indentation)}{newLine}}}{newLine}");
        }

        edits.RemoveBlock(local);
        foreach (var use in place.Model.UsesOf(symbol, unit, place.Cancellation).Where(use => !local.Span.Contains(use.Span)))
        {
            edits.Insert(use.SyntaxTree, use.SpanStart, $"{name}.");
        }
    }

    /// <summary>The function as a method.</summary>
    private static string Method(LocalFunctionStatementSyntax local, string indentation)
    {
        var modifier = local.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.StaticKeyword));
        var first = local.Modifiers.Count > 0 ? local.Modifiers[0].SpanStart : local.ReturnType.SpanStart;
        return local.Indented(
            local.WithComments,
            local.SyntaxTree.IndentationAt(local.SpanStart),
            indentation,
            modifier.IsKind(SyntaxKind.StaticKeyword) ? (modifier.SpanStart, "internal ") : (first, "internal static "));
    }
}

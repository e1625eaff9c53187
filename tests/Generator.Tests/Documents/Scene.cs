using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.Generator.Tests.Documents;

/// <summary>
/// The project that a snippet of C# is a part of. What it is, the parser says: statements are the program, with
/// <c>builder</c> and <c>app</c> where they declare none; members stand in a class; an attribute alone on a check; types
/// are a library. A snippet sees the implicit usings of a web application, its own, and the types of its document.
/// </summary>
internal static class Scene
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14);

    public static Project Of(Snippet snippet, Document document)
    {
        var unit = Parse(snippet.Text);
        var (code, kind) = unit.Members.Any(IsMember) ? (Members(unit), OutputKind.DynamicallyLinkedLibrary)
            : unit.Members.OfType<GlobalStatementSyntax>().Any() ? (Program(unit), OutputKind.ConsoleApplication)
            : (unit.ToFullString(), OutputKind.DynamicallyLinkedLibrary);
        return new Project("Shop", [Surroundings.ImplicitUsings, Surroundings.Types, Surroundings.Packages, code, .. Others(unit, document)])
        {
            References = SdkReferences.Sample,
            OutputKind = kind,
            HasImplicitUsings = false,
        };
    }

    /// <summary>Code in a sentence needs no semicolon, and an attribute no method.</summary>
    private static CompilationUnitSyntax Parse(string text)
    {
        if (text.StartsWith('[') && text.EndsWith(']'))
        {
            text += "\ninternal static bool Check() => Environment.ProcessorCount > 1;";
        }

        var unit = SyntaxFactory.ParseCompilationUnit(text, options: Options);
        return unit.ContainsDiagnostics && SyntaxFactory.ParseCompilationUnit(text + ";", options: Options) is { ContainsDiagnostics: false } statement ? statement : unit;
    }

    private static bool IsMember(MemberDeclarationSyntax member) => member switch
    {
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax function } => function.AttributeLists.Count > 0 || function.Modifiers.Any(SyntaxKind.InternalKeyword),
        GlobalStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax => false,
        _ => true,
    };

    private static string Members(CompilationUnitSyntax unit) =>
        $$"""
        {{unit.Usings.ToFullString()}}
        internal sealed class Examples
        {
        {{unit.Members.ToFullString()}}
        }
        """;

    private static string Program(CompilationUnitSyntax unit)
    {
        var statements = unit.Members.OfType<GlobalStatementSyntax>().ToList();
        var text = string.Concat(statements.Select(static statement => statement.ToFullString()));
        var declared = statements.Select(static statement => statement.Statement).OfType<LocalDeclarationStatementSyntax>()
            .SelectMany(static declaration => declaration.Declaration.Variables).Select(static variable => variable.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        var builder = declared.Contains("builder") ? "" : "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHealthPoint();\n";
        var app = declared.Contains("app") ? "" : "var app = builder.Build();\n";
        var (before, after) = declared.Contains("builder") ? ("", app) : (app, "");
        var run = text.Contains("app.Run", StringComparison.Ordinal) ? "" : "app.Run();\n";
        return $"{unit.Usings.ToFullString()}\n{builder}{before}{text}\n{after}{run}{string.Concat(unit.Members.Except(statements).Select(static type => type.ToFullString()))}";
    }

    /// <summary>The document's other blocks that declare what this one names, and those of global usings.</summary>
    private static IEnumerable<string> Others(CompilationUnitSyntax unit, Document document)
    {
        var names = unit.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(static name => name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name)
            .Select(static name => name.Identifier.ValueText)
            .ToHashSet(StringComparer.Ordinal);
        var own = TypesOf(unit).ToHashSet(StringComparer.Ordinal);
        foreach (var block in document.Blocks.Where(static block => block.Language is "csharp"))
        {
            var other = Parse(block.Text);
            var types = TypesOf(other).ToList();
            if (!other.IsEquivalentTo(unit) && !types.Any(own.Contains)
                && (other.Members.Count is 0 || (types.Any(names.Contains) && other.Members.All(static member => member is BaseTypeDeclarationSyntax))))
            {
                own.UnionWith(types);
                yield return block.Text;
            }
        }
    }

    private static IEnumerable<string> TypesOf(CompilationUnitSyntax unit) =>
        unit.Members.OfType<BaseTypeDeclarationSyntax>().Select(static type => type.Identifier.ValueText);
}

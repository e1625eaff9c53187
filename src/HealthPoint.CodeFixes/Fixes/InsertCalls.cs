using HealthPoint.CodeFixes.Editing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Fixes;

/// <summary>Lets an application run its checks and show them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertCalls))]
internal sealed class InsertCalls() : CodeFix("Add and map the health checks", "HP070")
{
    protected override async Task FixAsync(Place place, Edits edits)
    {
        var compilation = place.Model.Compilation;
        if (!compilation.ReferencedAssemblyNames.Any(static reference => reference.Name is "HealthPoint")
            || compilation.GetEntryPoint(place.Cancellation)?.DeclaringSyntaxReferences.FirstOrDefault() is not { } entry)
        {
            return;
        }

        var statements = await entry.GetSyntaxAsync(place.Cancellation).ConfigureAwait(false) switch
        {
            CompilationUnitSyntax program => program.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement).ToList(),
            MethodDeclarationSyntax { Body: { } body } => [.. body.Statements],
            _ => [],
        };
        var model = await place.ModelAsync(entry.SyntaxTree).ConfigureAwait(false);
        var builder = Find("WebApplicationBuilder");
        var application = Find("WebApplication");
        if (builder is null || application is null)
        {
            return;
        }

        Insert(builder.Value.Statement, $"{builder.Value.Name}.Services.AddHealthPoint();");
        var run = statements.FindIndex(statement => statement is ExpressionStatementSyntax && statement.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
            access is { Expression: IdentifierNameSyntax { Identifier.ValueText: var receiver }, Name.Identifier.ValueText: "Run" or "RunAsync" }
            && string.Equals(receiver, application.Value.Name, StringComparison.Ordinal)));
        Insert(run > 0 ? statements[run - 1] : application.Value.Statement, $"{application.Value.Name}.MapHealthPoint();");

        (StatementSyntax Statement, string Name)? Find(string type)
        {
            foreach (var statement in statements)
            {
                if (statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } value, Identifier.ValueText: var name }] }
                    && model.GetTypeInfo(value, place.Cancellation).Type?.Is("Microsoft.AspNetCore.Builder", type) == true)
                {
                    return (statement, name);
                }
            }

            return null;
        }

        void Insert(StatementSyntax statement, string call)
        {
            var tree = statement.SyntaxTree;
            var line = tree.GetText().Lines.GetLineFromPosition(statement.Span.End);
            edits.Insert(tree, line.End, $"{tree.NewLine}{tree.IndentationAt(statement.SpanStart)}{call}");
        }
    }
}

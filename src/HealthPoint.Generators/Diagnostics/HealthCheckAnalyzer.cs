using System.Collections.Immutable;
using HealthPoint.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Diagnostics;

/// <summary>Reports what <see cref="CheckParser"/> finds wrong with the methods that bear our attributes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HealthCheckAnalyzer : DiagnosticAnalyzer
{
    private static readonly MemberKind[] Kinds = [MemberKind.Check, MemberKind.Stat];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.NotOrdinary,
        Rules.LocalFunction,
        Rules.GenericMethod,
        Rules.GenericType,
        Rules.Inaccessible,
        Rules.FileLocal,
        Rules.ValueType,
        Rules.StaticAbstract,
        Rules.ExtensionMember,
        Rules.ExplicitImplementation,
        Rules.NotCallable,
        Rules.AmbiguousConstructor,
        Rules.CheckReturnType,
        Rules.AsyncVoid,
        Rules.ReturnsByReference,
        Rules.Sequence,
        Rules.TupleShape,
        Rules.StatReturnType,
        Rules.ParameterByReference,
        Rules.UnstorableParameter,
        Rules.ParamsParameter,
        Rules.NotInjectable,
        Rules.SecondToken,
        Rules.Name,
        Rules.DuplicateName,
        Rules.Number,
        Rules.FailureStatus);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Generated files too: the generator takes checks from them, so a refused one must be told.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("HealthPoint.HealthCheckAttribute") is null)
            {
                return;
            }

            var names = new DuplicateNames();
            start.RegisterSymbolAction(
                symbol => Review((IMethodSymbol)symbol.Symbol, symbol.Compilation, names, symbol.ReportDiagnostic, symbol.CancellationToken),
                SymbolKind.Method);

            // Local functions and lambdas are no symbols that an action would be called for. An operation action would make
            // the compiler build the operations of all bodies; only a few of these have an attribute at all.
            start.RegisterSyntaxNodeAction(
                node =>
                {
                    if (Function(node) is { } function)
                    {
                        Review(function, node.Compilation, names, node.ReportDiagnostic, node.CancellationToken);
                    }
                },
                SyntaxKind.LocalFunctionStatement,
                SyntaxKind.ParenthesizedLambdaExpression);
            start.RegisterCompilationEndAction(names.Report);
        });
    }

    private static IMethodSymbol? Function(SyntaxNodeAnalysisContext node) => node.Node switch
    {
        LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } local => node.SemanticModel.GetDeclaredSymbol(local, node.CancellationToken) as IMethodSymbol,
        ParenthesizedLambdaExpressionSyntax { AttributeLists.Count: > 0 } lambda => node.SemanticModel.GetSymbolInfo(lambda, node.CancellationToken).Symbol as IMethodSymbol,
        _ => null,
    };

    private static void Review(
        IMethodSymbol method, Compilation compilation, DuplicateNames names, Action<Diagnostic> report, CancellationToken cancellation)
    {
        // Nearly every method ends here. The parts of a partial one share their attributes; one of them is enough.
        if (method.GetAttributes().IsEmpty || method.PartialDefinitionPart is not null)
        {
            return;
        }

        // A method that is both a check and a stat is told once what is wrong with it as a method.
        HashSet<(string Rule, Location Place)>? told = null;
        foreach (var kind in Kinds)
        {
            var parsed = CheckParser.Parse(method, kind, compilation, cancellation);
            foreach (var problem in parsed.Problems)
            {
                var diagnostic = problem.ToDiagnostic(cancellation);
                if ((told ??= []).Add((diagnostic.Id, diagnostic.Location)))
                {
                    report(diagnostic);
                }
            }

            foreach (var member in parsed.Members)
            {
                names.Add(kind, method, member);
            }
        }
    }
}

using System.Collections.Immutable;
using HealthPoint.Generators.Advice;
using HealthPoint.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Diagnostics;

/// <summary>
/// Reports what <see cref="CheckParser"/> finds wrong with the methods that bear our attributes, and what could be better
/// about those that it accepts, as far as their signatures tell.
/// </summary>
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
        Rules.RepeatedByOverride,
        Rules.RegisteredInstance,
        Rules.AmbiguousConstructor,
        Rules.CheckReturnType,
        Rules.AsyncVoid,
        Rules.ReturnsByReference,
        Rules.Sequence,
        Rules.TupleShape,
        Rules.NullableTask,
        Rules.StatReturnType,
        Rules.ParameterByReference,
        Rules.UnstorableParameter,
        Rules.ParamsParameter,
        Rules.NotInjectable,
        Rules.SecondToken,
        Rules.TokenNotLast,
        Rules.ServiceKey,
        Rules.Name,
        Rules.DuplicateName,
        Rules.Number,
        Rules.Tag,
        Rules.ThresholdWithoutPace,
        Rules.FailureStatus,
        Rules.Obsolete,
        Rules.NotTrimSafe,
        Rules.Experimental,
        Rules.Deadline,
        Rules.UnknownDependency,
        Rules.Cycle,
        Rules.LiveDependency,
        Rules.NeverMapped);

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

            var members = new CollectedMembers();
            start.RegisterSymbolAction(
                symbol => Review((IMethodSymbol)symbol.Symbol, symbol.Compilation, members, symbol.IsGeneratedCode, symbol.ReportDiagnostic, symbol.CancellationToken),
                SymbolKind.Method);

            // Local functions and lambdas are no symbols that an action would be called for. Their syntax is asked, since an
            // action for operations would have the compiler build those of every method.
            start.RegisterSyntaxNodeAction(
                node =>
                {
                    if (Function(node) is { } function)
                    {
                        Review(function, node.Compilation, members, node.IsGeneratedCode, node.ReportDiagnostic, node.CancellationToken);
                    }
                },
                SyntaxKind.LocalFunctionStatement,
                SyntaxKind.ParenthesizedLambdaExpression);
            start.RegisterCompilationEndAction(members.Review);
        });
    }

    private static IMethodSymbol? Function(SyntaxNodeAnalysisContext context) => context.Node switch
    {
        LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } local => context.SemanticModel.GetDeclaredSymbol(local, context.CancellationToken) as IMethodSymbol,
        ParenthesizedLambdaExpressionSyntax { AttributeLists.Count: > 0 } lambda => context.SemanticModel.GetSymbolInfo(lambda, context.CancellationToken).Symbol as IMethodSymbol,
        _ => null,
    };

    private static void Review(
        IMethodSymbol method, Compilation compilation, CollectedMembers members, bool isGenerated, Action<Diagnostic> report, CancellationToken cancellation)
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
                members.Add(new(kind, method, member, isGenerated));
            }

            if (!parsed.Members.IsEmpty && !isGenerated)
            {
                new AcceptedMethod(method, kind, parsed.Members, compilation, report, cancellation).Review();
            }
        }
    }
}

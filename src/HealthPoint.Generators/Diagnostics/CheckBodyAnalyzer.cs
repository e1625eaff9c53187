using System.Collections.Immutable;
using HealthPoint.Generators.Behaviour;
using HealthPoint.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Diagnostics;

/// <summary>Reports what checks and stats do that they should not. It looks at those alone that no error refuses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CheckBodyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Rules.MissingToken,
        Rules.UnusedToken,
        Rules.ConstantResult,
        Rules.BlockingCall,
        Rules.UnusedInstance,
        Rules.OutsideReach,
        Rules.SecretDetail,
        Rules.LostTask,
        Rules.SwallowedFailure);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // Advice is for the authors of code.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("HealthPoint.HealthCheckAttribute") is null)
            {
                return;
            }

            // A code block costs nothing until it is asked for; operations would be built for every method of the project.
            // An attribute is code too, so that a method without a body comes here as well.
            start.RegisterCodeBlockAction(Review);
        });
    }

    private static void Review(CodeBlockAnalysisContext context)
    {
        // Nearly every method ends here. Of a partial one the part with the body is enough.
        if (context.OwningSymbol is IMethodSymbol { PartialImplementationPart: null } method
            && !method.GetAttributes().IsEmpty
            && CheckBody.Of(method, context.SemanticModel.Compilation, context.ReportDiagnostic, context.CancellationToken) is { } body)
        {
            Review(body.With(context.SemanticModel.GetOperation(context.CodeBlock, context.CancellationToken)));
        }
    }

    private static void Review(CheckBody body)
    {
        MissingToken.Review(body);
        UnusedToken.Review(body);
        BlockingCall.Review(body);
        UnusedInstance.Review(body);
        LostTask.Review(body);
        if (body.Kind is MemberKind.Check)
        {
            ConstantResult.Review(body);
            OutsideReach.Review(body);
            SecretDetail.Review(body);
            SwallowedFailure.Review(body);
        }
    }
}

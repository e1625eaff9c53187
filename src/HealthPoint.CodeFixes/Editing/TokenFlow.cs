using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>Passes a token on.</summary>
internal static class TokenFlow
{
    // The parameter may not be there yet; any token shows which overload would be called.
    private static readonly ExpressionSyntax AnyToken = SyntaxFactory.ParseExpression("default(global::System.Threading.CancellationToken)");

    extension(Edits edits)
    {
        /// <summary>Passes a token to all calls of a method that could take one, and take none.</summary>
        public void Flow(string token, MethodDeclarationSyntax code, SemanticModel model, CancellationToken cancellation)
        {
            foreach (var call in code.OwnNodes.OfType<InvocationExpressionSyntax>())
            {
                if (model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol called && Label(call, called, model) is { } label)
                {
                    var list = call.ArgumentList;
                    var isFirst = list.Arguments.Count == 0;
                    edits.Insert(
                        list.SyntaxTree,
                        isFirst ? list.CloseParenToken.SpanStart : list.Arguments.Last().Span.End,
                        $"{(isFirst ? "" : ", ")}{label}{token}");
                }
            }
        }
    }

    /// <summary>What must stand before the token: nothing, or the name of its parameter; <see langword="null"/> where the call takes none.</summary>
    private static string? Label(InvocationExpressionSyntax call, IMethodSymbol called, SemanticModel model)
    {
        if (call.ArgumentList.Arguments.Any(argument => model.GetTypeInfo(argument.Expression).Type?.IsCancellationToken == true))
        {
            return null;
        }

        if (!call.ArgumentList.Arguments.Any(static argument => argument.NameColon is not null)
            && Bind(SyntaxFactory.Argument(AnyToken)) is { } next
            && next.Parameters.ElementAtOrDefault(call.ArgumentList.Arguments.Count)?.Type.IsCancellationToken == true)
        {
            return "";
        }

        foreach (var parameter in called.Parameters)
        {
            if (parameter is { IsOptional: true, Type.IsCancellationToken: true }
                && Bind(SyntaxFactory.Argument(SyntaxFactory.NameColon(parameter.Name), default, AnyToken)) is not null)
            {
                return $"{parameter.Name}: ";
            }
        }

        return null;

        IMethodSymbol? Bind(ArgumentSyntax argument)
        {
            var longer = call.WithArgumentList(call.ArgumentList.AddArguments(argument));
            return model.GetSpeculativeSymbolInfo(call.SpanStart, longer, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol found
                && string.Equals(found.Name, called.Name, StringComparison.Ordinal)
                && SymbolEqualityComparer.Default.Equals(found.ReturnType, called.ReturnType)
                ? found
                : null;
        }
    }
}

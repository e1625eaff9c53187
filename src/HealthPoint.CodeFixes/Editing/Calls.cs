using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Operations;

namespace HealthPoint.CodeFixes.Editing;

/// <summary>The uses of a member in the code that people write; what the generator writes it will write anew.</summary>
internal static class Calls
{
    extension(Place place)
    {
        /// <summary>All names of the symbol in code, outside of <c>nameof</c> and comments.</summary>
        public async Task<List<SimpleNameSyntax>> UsesAsync(ISymbol symbol)
        {
            var uses = new List<SimpleNameSyntax>();
            foreach (var found in await SymbolFinder.FindReferencesAsync(symbol, place.Solution, place.Cancellation).ConfigureAwait(false))
            {
                foreach (var location in found.Locations)
                {
                    if (location.Document is SourceGeneratedDocument || location.IsImplicit)
                    {
                        continue;
                    }

                    var root = await location.Document.GetSyntaxRootAsync(place.Cancellation).ConfigureAwait(false);
                    if (root?.FindNode(location.Location.SourceSpan) is { IsInNameof: false } node
                        && node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault(name => name.Span.OverlapsWith(location.Location.SourceSpan)) is { } use)
                    {
                        uses.Add(use);
                    }
                }
            }

            return [.. uses.Distinct()];
        }

        /// <summary>All calls of a method; <see langword="null"/> where it is used in another way than to be called.</summary>
        public async Task<List<InvocationExpressionSyntax>?> CallsAsync(IMethodSymbol method)
        {
            var calls = new List<InvocationExpressionSyntax>();
            foreach (var use in await place.UsesAsync(method).ConfigureAwait(false))
            {
                if (use.Call is not { } call)
                {
                    return null;
                }

                calls.Add(call);
            }

            return calls;
        }

        /// <summary>What a call passes for a parameter, where it is written.</summary>
        public async Task<ArgumentSyntax?> ArgumentAsync(InvocationExpressionSyntax call, IParameterSymbol parameter)
        {
            var model = await place.ModelAsync(call.SyntaxTree).ConfigureAwait(false);
            return model.GetOperation(call, place.Cancellation) is IInvocationOperation operation
                ? operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Syntax as ArgumentSyntax
                : null;
        }

        /// <summary>Whether only generated code uses the method, and no other type has a say in its signature.</summary>
        public async Task<bool> IsAloneAsync(IMethodSymbol method) =>
            !method.IsBound && (await place.UsesAsync(method).ConfigureAwait(false)).Count == 0;
    }

    extension(SimpleNameSyntax name)
    {
        /// <summary>The name with what stands before its dot.</summary>
        public ExpressionSyntax Qualified => name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };

        public InvocationExpressionSyntax? Call =>
            name.Qualified is var expression && expression.Parent is InvocationExpressionSyntax call && call.Expression == expression ? call : null;
    }
}

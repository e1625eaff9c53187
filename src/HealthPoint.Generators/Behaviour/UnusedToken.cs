using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Symbols;

namespace HealthPoint.Generators.Behaviour;

/// <summary>A token that stops nothing: HP037.</summary>
internal static class UnusedToken
{
    public static void Review(CheckBody body)
    {
        // The name `_` says that the check does not want the token. A token that a contract asks for has to be there.
        if (body.Block is null
            || body.Method.Parameters.FirstOrDefault(static parameter => parameter.Type.IsCancellationToken) is not { Name: not "_" } token
            || body.Operations.Any(operation => operation.Reads(token))
            || body.IsBoundByContract)
        {
            return;
        }

        body.Report(Rules.UnusedToken, token.Locations[0], token.Name);
    }
}

using System.Collections.Immutable;
using HealthPoint.Generators.Models;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.References;

/// <summary>Reads what the generator must know of the project itself.</summary>
internal static class ProjectReader
{
    public static ProjectModel Read(Compilation compilation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return new(
            compilation.AssemblyName ?? "Unnamed",
            compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication,
            ContractVersion(compilation));
    }

    /// <summary>The constant that the contract's base class has had from the beginning; 0 where there is no such class.</summary>
    private static int ContractVersion(Compilation compilation)
    {
        foreach (var member in compilation.GetTypeByMetadataName("HealthPoint.Contract.HealthPointModule")?.GetMembers("ContractVersion") ?? ImmutableArray<ISymbol>.Empty)
        {
            if (member is IFieldSymbol { ConstantValue: int version })
            {
                return version;
            }
        }

        return 0;
    }
}

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
            compilation.GetTypeByMetadataName("HealthPoint.HealthPointModule") is not null);
    }
}

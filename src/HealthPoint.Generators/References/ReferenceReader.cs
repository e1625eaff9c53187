using HealthPoint.Generators.Models;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.References;

/// <summary>
/// Reads a reference for a module, or for checks that have none. Metadata is read without symbols: those of all references
/// would have to be made anew after each edit.
/// </summary>
internal static class ReferenceReader
{
    public static ReferenceModel? Read(MetadataReference reference, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();

        // Generated code begins every name with `global::`, which does not reach behind an extern alias.
        var aliases = reference.Properties.Aliases;
        if (reference.Properties.Kind is not MetadataImageKind.Assembly
            || !(aliases.IsDefaultOrEmpty || aliases.Contains(MetadataReferenceProperties.GlobalAlias)))
        {
            return null;
        }

        return reference switch
        {
            PortableExecutableReference image => MetadataImage.Read(image),
            CompilationReference project => Read(project.Compilation.Assembly),
            _ => null,
        };
    }

    /// <summary>
    /// Reads another project of an editor's workspace. Its checks are not looked for where it has no module: that would bind
    /// each of its methods after each edit there, and the build, which sees metadata, decides anyway.
    /// </summary>
    private static ReferenceModel? Read(IAssemblySymbol assembly) =>
        assembly.Attribute("HealthPoint", "HealthPointModuleAttribute") is { ConstructorArguments: [{ Value: INamedTypeSymbol module }, ..] }
            ? new(assembly.Name, module.DottedName, default)
            : null;
}

using HealthPoint.Generators.Models;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.References;

/// <summary>
/// Reads a reference for a module, or for checks that have none. Metadata is read without symbols, since the compiler would
/// have to make the symbols of all references anew after each edit.
/// </summary>
internal static class ReferenceReader
{
    public static ReferenceModel? Read(MetadataReference reference, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return IsHidden(reference) ? null : Look(reference);
    }

    /// <summary>
    /// Whether generated code cannot reach the assembly. The names in generated code begin with <c>global::</c>, and an extern
    /// alias hides the assembly there.
    /// </summary>
    public static bool IsHidden(MetadataReference reference) =>
        !reference.Properties.Aliases.IsDefaultOrEmpty
        && !reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    /// <summary>Reads a reference, hidden or not.</summary>
    public static ReferenceModel? Look(MetadataReference reference) => reference switch
    {
        { Properties.Kind: not MetadataImageKind.Assembly } => null,
        PortableExecutableReference image => MetadataImage.Read(image),
        CompilationReference project => Read(project.Compilation.Assembly),
        _ => null,
    };

    /// <summary>
    /// Reads another project of an editor's workspace. Where that project has no module, its checks are not looked for: the search
    /// would bind each of its methods after each edit there. The build, which sees metadata, decides anyway.
    /// </summary>
    private static ReferenceModel? Read(IAssemblySymbol assembly) =>
        assembly.Attribute("HealthPoint.Contract", "HealthPointModuleAttribute") is { ConstructorArguments: [{ Value: INamedTypeSymbol module }, { Value: int version }] }
            ? new(assembly.Name, module.DottedName, version, default)
            : null;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>A project with its generated code.</summary>
internal sealed record Generated(
    Project Project,
    CSharpCompilation Compilation,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<string> Files,
    GeneratorDriver Driver)
{
    /// <summary>The one generated file.</summary>
    public string File => Assert.Single(Files);

    public byte[] Image() => Emit(Compilation, new EmitOptions());

    /// <summary>What a project reference compiles against: no bodies, no private members.</summary>
    public byte[] ReferenceImage() => Emit(Compilation, new EmitOptions(metadataOnly: true, includePrivateMembers: false));

    /// <summary>The project as another one sees it.</summary>
    public MetadataReference As(ReferenceKind kind) => kind switch
    {
        ReferenceKind.Project => Compilation.ToMetadataReference(),
        ReferenceKind.Image => MetadataReference.CreateFromImage(Image()),
        _ => MetadataReference.CreateFromImage(ReferenceImage()),
    };

    /// <summary>The assembly as a compiler without the generator would build it.</summary>
    public static byte[] WithoutGenerator(Project project) => Emit(project.Compile(), new EmitOptions());

    private static byte[] Emit(CSharpCompilation compilation, EmitOptions options)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image, options: options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return image.ToArray();
    }
}

/// <summary>In which shape a compiler gets a referenced project.</summary>
public enum ReferenceKind
{
    /// <summary>An editor's view: another compilation.</summary>
    Project,

    /// <summary>A full assembly, as from a package.</summary>
    Image,

    /// <summary>A reference assembly, as from a project reference in a build.</summary>
    ReferenceImage,
}

using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Benchmarks;

/// <summary>A project of 200 files and 398 references, 20 of which hold checks.</summary>
internal static class Workspace
{
    public const int Trees = 200;
    public const int References = 398;
    private const int WithModule = 20;

    /// <summary>The file that is edited by an unrelated keystroke; it holds no check.</summary>
    public static SyntaxTree Unrelated(int edit) => Parse(SourceProject.File(Trees, [], "").Replace(
        "value * 2", string.Create(CultureInfo.InvariantCulture, $"value * {edit}"), StringComparison.Ordinal));

    /// <summary>The file of the first check, which is renamed.</summary>
    public static SyntaxTree WithCheck(int checks, int edit) => Parse(SourceProject.File(
        0, Enumerable.Range(0, checks).Where(static check => check % Trees == 0), string.Create(CultureInfo.InvariantCulture, $" {edit}")));

    /// <summary>The last file is the unrelated one, the first holds the first check, the last reference has a module.</summary>
    public static CSharpCompilation Create(int checks) => CSharpCompilation.Create(
        "Shop",
        [.. SourceProject.Files(Trees - 1, checks).Select(Parse), Unrelated(2)],
        AllReferences.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The last reference, which was built again.</summary>
    public static MetadataReference Rebuilt() => MetadataReference.CreateFromImage(LastImage.Value);

    private static readonly Lazy<ImmutableArray<byte>> LastImage = new(() => Library("Module", hasCheck: true));

    private static readonly Lazy<ImmutableArray<MetadataReference>> AllReferences = new(() =>
    {
        var references = Sdk.ToList();
        for (var library = References - references.Count; library > 1; library--)
        {
            references.Add(MetadataReference.CreateFromImage(Library(string.Create(CultureInfo.InvariantCulture, $"Library{library}"), library <= WithModule)));
        }

        references.Add(Rebuilt());
        return references.Count == References
            ? [.. references]
            : throw new InvalidOperationException($"The SDK alone has {references.Count} references.");
    });

    private static ImmutableArray<MetadataReference> Sdk { get; } =
    [
        .. typeof(Workspace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(static attribute => attribute.Key is "ReferencePack")
            .SelectMany(static attribute => Directory.EnumerateFiles(attribute.Value!, "*.dll"))
            .Order(StringComparer.Ordinal)
            .Select(static path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(HealthCheckAttribute).Assembly.Location),
    ];

    private static ImmutableArray<byte> Library(string name, bool hasCheck)
    {
        var types = string.Concat(Enumerable.Range(0, 50).Select(type => string.Create(
            CultureInfo.InvariantCulture, $"namespace {name} {{ public class Type{type} {{ public int Property {{ get; set; }} public virtual string Method(int value) => value.ToString(); }} }}\n")));
        var check = hasCheck ? $"namespace {name} {{ internal static class Health {{ [HealthPoint.HealthCheck] internal static bool Check() => true; }} }}" : "";
        Compilation compilation = CSharpCompilation.Create(name, [Parse(types + check)], Sdk, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CSharpGeneratorDriver.Create(new HealthPointGenerator()).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success ? [.. image.ToArray()] : throw new InvalidOperationException(result.Diagnostics[0].ToString());
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);
}

using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>What the sources of the tests are compiled against.</summary>
internal static class SdkReferences
{
    /// <summary>HealthPoint.Abstractions, with the package that its public members speak of.</summary>
    public static ImmutableArray<MetadataReference> Abstractions { get; } =
        [MetadataReference.CreateFromFile(typeof(HealthCheckAttribute).Assembly.Location)];

    /// <summary>.NET 10 and ASP.NET Core, from the SDK's reference packs, with HealthPoint.Abstractions.</summary>
    public static ImmutableArray<MetadataReference> AspNetCore { get; } =
    [
        .. Metadata("ReferencePack")
            .SelectMany(static pack => Directory.EnumerateFiles(pack, "*.dll"))
            .Order(StringComparer.Ordinal)
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        .. Abstractions,
    ];

    /// <summary>.NET 8 without ASP.NET Core, with HealthPoint.Abstractions and what it depends on.</summary>
    public static ImmutableArray<MetadataReference> Net80 { get; } =
    [
        .. Basic.Reference.Assemblies.Net80.References.All,
        .. Abstractions,
        .. Metadata("Net80Package").Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What the sample is compiled against: <see cref="AspNetCore"/>, Entity Framework Core, and HealthPoint.</summary>
    public static ImmutableArray<MetadataReference> Sample { get; } =
    [
        .. AspNetCore,
        .. new[] { "HealthPoint.dll", "Microsoft.EntityFrameworkCore*.dll", "Npgsql*.dll" }
            .SelectMany(static files => Directory.EnumerateFiles(Metadata("SampleOutput").Single(), files))
            .Order(StringComparer.Ordinal)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static string Repository { get; } = Metadata("Repository").Single();

    private static IEnumerable<string> Metadata(string key) => typeof(SdkReferences).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal))
        .Select(static attribute => attribute.Value!);
}

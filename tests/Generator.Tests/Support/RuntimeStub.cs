using Microsoft.CodeAnalysis;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>The calls of the assembly HealthPoint, which the compiler knows by their names alone.</summary>
internal static class RuntimeStub
{
    public static MetadataReference Reference { get; } = MetadataReference.CreateFromImage(Generated.WithoutGenerator(new Project(
        "HealthPoint",
        [
            """
            public static class HealthPointExtensions
            {
                public static void AddHealthPoint(this IServiceCollection services) { }
                public static void MapHealthPoint(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints) { }
            }
            """,
        ])));
}

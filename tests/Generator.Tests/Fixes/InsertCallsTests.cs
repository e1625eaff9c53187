using HealthPoint.CodeFixes.Fixes;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Fixes;

/// <summary>The two calls that an application needs.</summary>
public sealed class InsertCallsTests
{
    private const string Health = "\ninternal static class Health\n{\n    [HealthCheck]\n    internal static bool Room() => Environment.ProcessorCount > 0;\n}\n";

    private static readonly MetadataReference Runtime = MetadataReference.CreateFromImage(Generated.WithoutGenerator(new Project(
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

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public Task A_program_adds_the_checks_and_maps_them_before_it_runs(string newLine) => FixesAsync(
        """
        using Microsoft.AspNetCore.Builder;

        var builder = WebApplication.CreateBuilder(args); // The builder.
        var app = builder.Build();

        app.MapGet("/", () => "Hello"); // A page.
        await app.RunAsync();

        """,
        """
        using Microsoft.AspNetCore.Builder;

        var builder = WebApplication.CreateBuilder(args); // The builder.
        builder.Services.AddHealthPoint();
        var app = builder.Build();

        app.MapGet("/", () => "Hello"); // A page.
        app.MapHealthPoint();
        await app.RunAsync();

        """,
        newLine);

    [Fact]
    public Task A_main_method_does_so_too() => FixesAsync(
        """
        using Microsoft.AspNetCore.Builder;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                var application = builder.Build();
            }
        }

        """,
        """
        using Microsoft.AspNetCore.Builder;

        internal static class Program
        {
            private static void Main(string[] args)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddHealthPoint();
                var application = builder.Build();
                application.MapHealthPoint();
            }
        }

        """,
        "\n");

    [Fact]
    public async Task A_program_of_another_shape_is_left_alone()
    {
        var solution = Open("Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args).Build().Start();\n");

        Assert.Empty(await FixReview.OffersAsync(new InsertCalls(), solution, await FindAsync(solution)));
    }

    private static async Task FixesAsync(string before, string after, string newLine)
    {
        var solution = Open(before.Replace("\n", newLine, StringComparison.Ordinal));
        var offer = Assert.Single(await FixReview.OffersAsync(new InsertCalls(), solution, await FindAsync(solution)));

        var changed = await FixReview.TakeAsync(offer);

        Assert.Equal(after.Replace("\n", newLine, StringComparison.Ordinal), await FixReview.TextAsync(changed, "File1.cs"));
        Assert.Empty(await FixReview.ErrorsAsync(changed));
        Assert.DoesNotContain(await FixReview.DiagnosticsAsync(changed), static diagnostic => diagnostic.Id is "HP070");
    }

    private static Solution Open(string program) => FixReview.Open(
        new Project("Shop", [program, Health]) { OutputKind = OutputKind.ConsoleApplication }.Referencing(Runtime));

    private static async Task<Diagnostic> FindAsync(Solution solution)
    {
        return Assert.Single(await FixReview.DiagnosticsAsync(solution), static diagnostic => diagnostic.Id is "HP070");
    }
}

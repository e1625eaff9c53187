using System.Globalization;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

/// <summary>
/// A library in every shape in which a compiler may get it: an application finds all its checks and runs them, or is told
/// which it cannot have.
/// </summary>
public sealed class ReferenceMatrixTests
{
    private const string Friend = "internal with InternalsVisibleTo";

    private static readonly string[] Visibilities = ["public", "internal", Friend];

    public static TheoryData<ReferenceKind, string> WithGenerator => new MatrixTheoryData<ReferenceKind, string>(
        [ReferenceKind.Project, ReferenceKind.Image, ReferenceKind.ReferenceImage], Visibilities);

    public static TheoryData<ReferenceKind, string> WithoutGenerator => new MatrixTheoryData<ReferenceKind, string>(
        [ReferenceKind.Image, ReferenceKind.ReferenceImage], Visibilities);

    [Theory]
    [MemberData(nameof(WithGenerator))]
    public async Task A_library_with_a_module_loses_nothing(ReferenceKind kind, string visibility)
    {
        var library = Driver.Generate(Library(visibility));
        var host = Host(library.As(kind));
        using var application = new Application(Driver.Generate(host), library.Image());

        await AssertWholeAsync(application);
        Assert.Empty(await ToldAsync(host));
    }

    [Theory]
    [MemberData(nameof(WithoutGenerator))]
    public async Task A_library_without_one_loses_nothing_or_the_loss_is_told(ReferenceKind kind, string visibility)
    {
        var library = new Generated(Library(visibility), Library(visibility).Compile(), [], [], null!);
        var host = Host(library.As(kind));
        using var application = new Application(Driver.Generate(host), library.Image());
        var told = await ToldAsync(host);

        if (visibility is not "internal")
        {
            await AssertWholeAsync(application);
            Assert.Empty(told);
            return;
        }

        Assert.Equal("host", application.Catalog.CheckNames);
        Assert.Empty(application.Catalog.Stats);

        // A reference assembly without friends has no internal members: there is nothing left to tell of, as HP071's page says.
        Assert.Equal(
            kind is ReferenceKind.Image
                ? "HP071: 'Lib' was built without HealthPoint's generator: of its health checks, 0 can be called from here and 3 cannot, because they are not public (Lib.Health.Facts, Lib.Health.OfInstance, Lib.Health.OfType). Let it reference the package HealthPoint.Abstractions with its analyzers, or make the methods and their types public."
                : "",
            string.Join('\n', told));
    }

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    public async Task A_library_in_the_middle_passes_on_what_the_application_cannot_see(string visibility)
    {
        // Without transitive references the application sees the middle alone.
        var bottom = Driver.Generate(Library(visibility));
        var middle = Driver.Generate(new Project("Middle", ["public class Nothing;"]).Referencing(bottom.As(ReferenceKind.ReferenceImage)));
        var host = Host(middle.As(ReferenceKind.ReferenceImage));
        using var application = new Application(Driver.Generate(host), bottom.Image(), middle.Image());

        await AssertWholeAsync(application);
        Assert.Empty(await ToldAsync(host));
    }

    private static async Task AssertWholeAsync(Application application)
    {
        Assert.Equal("instance, static, host", string.Join(", ", application.Catalog.Checks.OrderBy(static check => check.Member.StartsWith("Lib.", StringComparison.Ordinal) ? 0 : 1).Select(static check => check.Name)));
        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("instance")).Status);
        Assert.Equal("3 days", (await application.RunAsync("static")).Description);
        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("host")).Status);
        Assert.Equal(1, (await application.RunStatAsync("facts"))["a"]);
    }

    private static async Task<IEnumerable<string>> ToldAsync(Project host) => (await Review.DiagnosticsAsync(host))
        .Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)
        .Select(static diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");

    private static Project Library(string visibility)
    {
        var access = visibility.Split(' ')[0];
        var friends = string.Equals(visibility, Friend, StringComparison.Ordinal) ? "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Host\")]" : "";
        return new("Lib", [
            $$"""
            {{friends}}
            namespace Lib
            {
                {{access}} sealed class Health(IServiceProvider services)
                {
                    [HealthCheck("instance")] {{access}} bool OfInstance() => services is not null;
                    [HealthCheck("static")] {{access}} static (bool, string) OfType(int days = 3) => (true, $"{days} days");
                    [HealthStat("facts")] {{access}} static IReadOnlyDictionary<string, object?> Facts() => new Dictionary<string, object?> { ["a"] = 1 };
                }
            }
            """]);
    }

    private static Project Host(MetadataReference library) =>
        new Project("Host", ["internal static class Program { [HealthCheck(\"host\")] internal static bool M() => Environment.TickCount64 > 0; private static void Main() { } }"])
        {
            OutputKind = OutputKind.ConsoleApplication,
        }.Referencing(library, RuntimeStub.Reference);
}

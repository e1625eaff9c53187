using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class CompositionRuleTests
{
    private const string Message =
        "'Health.M' is a health check, but this application never calls AddHealthPoint or MapHealthPoint, so that nobody runs it. Call builder.Services.AddHealthPoint() and app.MapHealthPoint().";

    private const string Check = "internal static class Health { [HealthCheck(\"accepted\")] internal static bool M() => true; }";

    [Theory, Refuses("HP070")]
    [InlineData("System.Console.WriteLine(); internal static class Health { [[|HealthCheck|]] internal static bool M() => true; [HealthCheck] internal static bool N() => true; }")]
    [InlineData("internal static class Health { [[|HealthCheck|]] internal static bool M() => true; private static void Main() { } }")]
    [InlineData("internal static class Health { [[|HealthCheck|]] internal static bool M() => true; private static async Task Main() => await Task.Yield(); }")]
    public Task An_application_whose_checks_nobody_runs_is_pointed_out(string source) =>
        Review.ReportsAsync(new Project(source) { OutputKind = OutputKind.ConsoleApplication }.Referencing(RuntimeStub.Reference), Message);

    [Theory, Refuses("HP070")]
    [InlineData(ReferenceKind.Project)]
    [InlineData(ReferenceKind.Image)]
    [InlineData(ReferenceKind.ReferenceImage)]
    public Task A_library_of_checks_runs_nothing(ReferenceKind kind)
    {
        var library = Driver.Generate(new Project("Library", ["public static class Stock { [HealthCheck] public static bool M() => true; }"]));

        return Review.ReportsAsync(
            new Project("System.Console.WriteLine(); internal static class Health { [[|HealthCheck|]] internal static bool M() => true; }") { OutputKind = OutputKind.ConsoleApplication }
                .Referencing(RuntimeStub.Reference, library.As(kind)),
            Message);
    }

    [Theory, Accepts("HP070")]
    [InlineData("builder.Services.AddHealthPoint();")]
    [InlineData("app.MapHealthPoint();")]
    [InlineData("app.MapHealthChecks(\"/healthz\");")]
    [InlineData("Microsoft.AspNetCore.Builder.HealthCheckEndpointRouteBuilderExtensions.MapHealthChecks(app, \"/healthz\");")]
    public Task An_application_that_calls_is_fine(string call) => Review.AcceptsAsync(
        new Project($"using Microsoft.AspNetCore.Builder; var builder = WebApplication.CreateBuilder(args); var app = builder.Build(); {call} app.Run(); {Check}")
        {
            OutputKind = OutputKind.ConsoleApplication,
        }.Referencing(RuntimeStub.Reference));

    [Fact, Accepts("HP070")]
    public Task The_call_may_stand_in_any_file() => Review.AcceptsAsync(
        new Project("Shop", [$"System.Console.WriteLine(); {Check}", "internal static class Setup { internal static void Do(IServiceCollection services) => services.AddHealthPoint(); }"])
        {
            OutputKind = OutputKind.ConsoleApplication,
        }.Referencing(RuntimeStub.Reference));

    [Theory, Accepts("HP070")]
    [InlineData(ReferenceKind.Project)]
    [InlineData(ReferenceKind.Image)]
    [InlineData(ReferenceKind.ReferenceImage)]
    public Task A_referenced_assembly_may_call(ReferenceKind kind)
    {
        var defaults = Driver.Generate(new Project(
            "Defaults",
            ["public static class Defaults { public static void AddDefaults(this IServiceCollection services) => services.AddHealthPoint(); }"]).Referencing(RuntimeStub.Reference));

        return Review.AcceptsAsync(new Project($"System.Console.WriteLine(); {Check}") { OutputKind = OutputKind.ConsoleApplication }
            .Referencing(RuntimeStub.Reference, defaults.As(kind)));
    }

    [Fact, Accepts("HP070")]
    public Task A_library_is_no_application() => Review.AcceptsAsync(new Project(Check).Referencing(RuntimeStub.Reference));

    [Theory, Accepts("HP070")]
    [InlineData("xunit.v3.core")]
    [InlineData("nunit.framework")]
    [InlineData("Microsoft.VisualStudio.TestPlatform.TestFramework")]
    [InlineData("MSTest.TestFramework")]
    [InlineData("Microsoft.Testing.Platform")]
    [InlineData("TUnit.Core")]
    public Task A_test_project_is_no_application(string tool)
    {
        var framework = Generated.WithoutGenerator(new Project(tool, ["public class FactAttribute : Attribute;"]));

        return Review.AcceptsAsync(new Project($"System.Console.WriteLine(); {Check}") { OutputKind = OutputKind.ConsoleApplication }
            .Referencing(MetadataReference.CreateFromImage(framework)));
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("True", 0)]
    [InlineData("false", 1)]
    [InlineData("", 1)]
    public async Task A_project_may_say_that_it_is_a_test(string value, int count)
    {
        var project = new Project($"System.Console.WriteLine(); {Check}") { OutputKind = OutputKind.ConsoleApplication };
        var reported = await Review.DiagnosticsAsync(project.Compile(), BuildSettings.Of(("build_property.IsTestProject", value)));

        Assert.Equal(count, reported.Count(static diagnostic => diagnostic.Id is "HP070"));
    }

    [Theory]
    [InlineData("System.Console.WriteLine(); internal static class Health { internal static bool M() => true; }")]
    [InlineData("System.Console.WriteLine(); internal static class Health { [HealthStat] internal static System.Text.Json.Nodes.JsonObject M() => []; }")]
    [InlineData("System.Console.WriteLine(); internal static class Health { [HealthCheck] private static bool M() => true; }")]
    public async Task An_application_without_a_check_of_its_own_is_left_alone(string source)
    {
        var reported = await Review.DiagnosticsAsync(new Project(source) { OutputKind = OutputKind.ConsoleApplication }.Referencing(RuntimeStub.Reference));

        Assert.DoesNotContain(reported, static diagnostic => diagnostic.Id is "HP070");
    }
}

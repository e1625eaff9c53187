using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

/// <summary>Code while it is being written: no rule throws, and none speaks of what the compiler complains about.</summary>
public sealed class BrokenCodeTests
{
    [Theory]
    [InlineData("[HealthCheck(\"a\", Tags = Unknown)] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", Tags = new[] { Unknown, Variable })] internal static bool M() => true; private static string Variable = \"\";")]
    [InlineData("[HealthCheck(\"a\", Tags = [Variable, .. Variable])] internal static bool M() => true; private static string Variable = \"\";")]
    [InlineData("[HealthCheck(\"a\", Tags = new string[2])] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", Tags = \"b\")] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", Tags = new[] { 1, 2 })] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", Tags = )] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", DependsOn = Unknown)] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", DependsOn = new[] { Unknown, null!, nameof(M) })] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", DependsOn = null!)] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", DependsOn = [null!, default!])] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", DependsOn = [\"\", \" \"])] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", FailureThreshold = \"x\", CacheSeconds = Unknown)] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", FailureThreshold = 3, CacheSeconds = Unknown)] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", TimeoutSeconds = , DependsOn = [\"b\"]), HealthCheck(\"b\")] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"a\", TimeoutSeconds = 5, TimeoutSeconds = 6)] internal static bool M() => true;")]
    [InlineData("[HealthCheck(null)] internal static bool M() => true;")]
    [InlineData("[HealthCheck(Missing)] internal static bool M() => true;")]
    [InlineData("[HealthCheck, Obsolete(Missing)] internal static Task<Missing>? M() => null;")]
    [InlineData("[HealthCheck] internal static bool M([FromKeyedServices(Missing)] Version version) => true;")]
    [InlineData("[HealthCheck] internal static bool M([FromKeyedServices(1, 2)] Version version) => true;")]
    [InlineData("[HealthCheck] internal static bool M([FromKeyedServices(new string[] { null! })] Version version) => true;")]
    [InlineData("[HealthCheck] internal static bool M(CancellationToken, Version) => true;")]
    [InlineData("[HealthCheck] internal override bool M() => true;")]
    [InlineData("[HealthCheck] internal static override Task? M(CancellationToken a, Missing b) => true;")]
    [InlineData("[HealthCheck] internal bool M(")]
    [InlineData("[HealthCheck, System.Diagnostics.CodeAnalysis.Experimental] internal static bool M() => true;")]
    [InlineData("[HealthCheck, System.Diagnostics.CodeAnalysis.Experimental(null!)] internal static bool M() => true;")]
    [InlineData("[HealthCheck, System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode] internal static bool M() => true;")]
    [InlineData("void F() { [HealthCheck( void G() { } var f = [HealthCheck] [Missing] (x => ; }")]
    [InlineData("internal static void N() { [HealthCheck(Tags = [null!])] static bool Local() => true; var f = [HealthCheck] () => Missing(); }")]
    public async Task No_rule_throws(string member)
    {
        var project = new Project($"[assembly: HealthProbeBudget] [assembly: HealthProbeBudget(Missing, Seconds = Missing)] internal static class Health {{ {member} }}");

        // The support fails the test where an analyzer or the generator throws.
        await Review.DiagnosticsAsync(project);
        await Review.DiagnosticsAsync(project with { OutputKind = OutputKind.ConsoleApplication });
        Driver.GenerateFaulty(project);
    }

    [Theory]
    [InlineData("[HealthCheck(\"a\", Tags = new[] { Unknown })] internal static bool M(Version it) => it.Major > 0;")]
    [InlineData("[HealthCheck(\"a\", Tags = new[] { Variable })] internal static bool M(Version it) => it.Major > 0; private static string? Variable = null;")]
    [InlineData("[HealthCheck(\"a\", DependsOn = [Unknown])] internal static bool M(Version it) => it.Major > 0;")]
    [InlineData("[HealthCheck] internal static bool M([FromKeyedServices(Missing)] Version it) => it.Major > 0;")]
    [InlineData("[HealthCheck] internal static bool M([FromKeyedServices(Variable)] Version it) => it.Major > 0; private static string? Variable = null;")]
    [InlineData("[HealthCheck(\"a\", FailureThreshold = 3, CacheSeconds = Missing)] internal static bool M(Version it) => it.Major > 0;")]
    public async Task What_the_compiler_tells_is_left_to_it(string member) =>
        Assert.Empty(await Review.DiagnosticsAsync(new Project($"internal static class Health {{ {member} }}")));

    [Fact]
    public async Task Nothing_is_reviewed_where_types_of_the_framework_are_missing()
    {
        var project = new Project("internal static class Health { [HealthCheck(\"a\", Tags = [\"live\"], DependsOn = [\"b\"])] internal static bool M() => true; }")
        {
            References = SdkReferences.Abstractions,
            OutputKind = OutputKind.ConsoleApplication,
        };

        // The support fails the test where an analyzer throws.
        await Review.DiagnosticsAsync(project);
    }

    [Fact]
    public async Task A_project_that_merely_references_us_hears_nothing()
    {
        var project = new Project(
            """
            [assembly: HealthProbeBudget("ready")]
            System.Console.WriteLine();
            [Obsolete] internal static class Health
            {
                internal static Task<bool>? M(CancellationToken cancellation, [FromKeyedServices(null)] Version version) => null;
                internal static void N() { [Obsolete] static bool Local() => true; var f = [Obsolete] () => true; }
            }
            """)
        {
            OutputKind = OutputKind.ConsoleApplication,
        };

        Assert.Empty(await Review.DiagnosticsAsync(project.Referencing(RuntimeStub.Reference)));
    }
}

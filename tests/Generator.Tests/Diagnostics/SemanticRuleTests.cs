using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class SemanticRuleTests
{
    private const string Usings = "using System.Diagnostics.CodeAnalysis;\n";

    [Theory, Refuses("HP050")]
    [InlineData("internal static class Health { [Obsolete, [|HealthCheck|]] internal static bool M() => true; }", "obsolete", "HealthCheck", "health check")]
    [InlineData("internal static class Health { [Obsolete(\"Use N.\"), [|HealthCheck(\"a\")|], [|HealthCheck(\"b\")|]] internal static bool M() => true; }", "obsolete", "HealthCheck", "health check")]
    [InlineData("internal static class Health { [Obsolete(\"Use N.\", false, DiagnosticId = \"SHOP1\"), [|HealthCheck|]] internal static bool M() => true; }", "obsolete", "HealthCheck", "health check")]
    [InlineData("[Obsolete] internal static class Health { [[|HealthCheck|]] internal static bool M() => true; }", "a member of the obsolete type 'Health'", "HealthCheck", "health check")]
    [InlineData("[Obsolete] internal static class Health { [Obsolete] [[|HealthStat|]] internal static System.Text.Json.Nodes.JsonObject M() => []; }", "obsolete", "HealthStat", "health stat")]
    public Task An_obsolete_check_is_pointed_out(string source, string fault, string attribute, string noun) => Review.ReportsAsync(
        source,
        $"'Health.M' is {fault}, and it still runs whenever somebody asks. Remove the attribute [{attribute}], or [Obsolete] if the {noun} is still wanted.");

    [Fact, Refuses("HP050")]
    public Task A_member_of_a_type_in_an_obsolete_type_is_obsolete() => Review.ReportsAsync(
        "[Obsolete] internal static class Outer { internal static class Health { [[|HealthCheck|]] internal static bool M() => true; } }",
        "'Outer.Health.M' is a member of the obsolete type 'Outer', and it still runs whenever somebody asks. Remove the attribute [HealthCheck], or [Obsolete] if the health check is still wanted.");

    [Theory, Accepts("HP050")]
    [InlineData("internal static class Health { [Obsolete] internal static bool N() => true; [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("[Obsolete] internal class Old; internal static class Health { [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("internal sealed class ObsoleteAttribute : Attribute; internal static class Health { [Obsolete, HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    public Task A_check_beside_something_obsolete_is_fine(string source) => Review.AcceptsAsync(source);

    [Theory, Refuses("HP051")]
    [InlineData("RequiresUnreferencedCode(\"x\")", "RequiresUnreferencedCode", "trimmed")]
    [InlineData("RequiresDynamicCode(\"x\")", "RequiresDynamicCode", "compiled ahead of time")]
    [InlineData("RequiresAssemblyFiles", "RequiresAssemblyFiles", "published as a single file")]
    public async Task A_check_that_cannot_be_published_in_every_way_is_pointed_out(string attribute, string name, string publication)
    {
        var message = $"'Health.M' needs [{name}], so it may fail in an application that is {publication}. Use code that works there, or suppress this warning if the application is never published so.";

        await Review.ReportsAsync($"{Usings}internal static class Health {{ [HealthCheck, [|{attribute}|]] internal static bool M() => true; }}", message);
    }

    [Fact, Refuses("HP051")]
    public Task A_type_may_say_it_for_all_its_members() => Review.ReportsAsync(
        $"{Usings}[[|RequiresUnreferencedCode(\"x\")|]] internal static class Health {{ [HealthCheck] internal static bool M() => true; }}",
        "'Health.M' needs [RequiresUnreferencedCode], so it may fail in an application that is trimmed. Use code that works there, or suppress this warning if the application is never published so.");

    [Theory, Accepts("HP051")]
    [InlineData("[HealthCheck(\"accepted\"), UnconditionalSuppressMessage(\"Trimming\", \"IL2026\")] internal static bool M() => true;")]
    [InlineData("[RequiresUnreferencedCode(\"x\")] internal static bool N() => true; [HealthCheck(\"accepted\")] internal static bool M() => true;")]
    [InlineData("[HealthCheck(\"accepted\")] internal static bool M([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] string type = \"\") => true;")]
    public Task A_check_that_works_everywhere_is_fine(string members) => Review.AcceptsAsync($"{Usings}internal static class Health {{ {members} }}");

    [Theory, Refuses("HP055")]
    [InlineData(
        "[HealthCheck] internal static bool M([|New|] it) => true;",
        "'Health.M' takes the experimental type 'New' (SHOP1), and generated code calls it without that warning. Use one that is stable, or expect it to change.")]
    [InlineData(
        "[HealthCheck] internal static bool M([|IEnumerable<New>|] it) => true;",
        "'Health.M' takes the experimental type 'New' (SHOP1), and generated code calls it without that warning. Use one that is stable, or expect it to change.")]
    [InlineData(
        "[HealthCheck, Experimental(\"SHOP2\")] internal static bool [|M|]() => true;",
        "'Health.M' is experimental (SHOP2), and generated code calls it without that warning. Remove the attribute that says so as soon as it is stable.")]
    public Task An_experimental_part_of_the_signature_is_pointed_out_and_generated_code_compiles(string member, string message) => Review.ReportsAsync(
        $$"""
        {{Usings}}
        [Experimental("SHOP1")] public class New;
        #pragma warning disable SHOP1
        internal static class Health { {{member}} }
        """,
        message);

    [Fact, Refuses("HP055")]
    public Task An_experimental_type_makes_its_members_experimental() => Review.ReportsAsync(
        $"{Usings}[Experimental(\"SHOP1\")] internal class Health {{ [HealthCheck] internal bool [|M|]() => true; }}",
        "'Health.M' is a member of the experimental type 'Health' (SHOP1), and generated code calls it without that warning. Use one that is stable, or expect it to change.");

    [Fact, Refuses("HP055")]
    public Task A_preview_feature_is_experimental() => Review.ReportsAsync(
        "using System.Runtime.Versioning; internal static class Health { [HealthCheck, RequiresPreviewFeatures] internal static bool [|M|]() => true; }",
        "'Health.M' is experimental (CA2252), and generated code calls it without that warning. Remove the attribute that says so as soon as it is stable.");

    [Fact, Refuses("HP055")]
    public Task An_assembly_may_be_experimental_as_a_whole()
    {
        var library = Generated.WithoutGenerator(new Project("Library", ["[assembly: System.Diagnostics.CodeAnalysis.Experimental(\"LIB1\")] public interface INew;"]));

        return Review.ReportsAsync(
            new Project("\n#pragma warning disable LIB1\ninternal static class Health { [HealthCheck] internal static bool M([|INew|] it) => true; }").Referencing(MetadataReference.CreateFromImage(library)),
            "'Health.M' takes the experimental type 'INew' (LIB1), and generated code calls it without that warning. Use one that is stable, or expect it to change.");
    }

    [Fact]
    public void Generated_code_is_silent_about_a_preview_feature_as_about_others()
    {
        var generated = Driver.Generate(new Project("using System.Runtime.Versioning; internal static class Health { [HealthCheck, RequiresPreviewFeatures] internal static bool M() => true; }"));

        Assert.Contains("#pragma warning disable CA2252, ", generated.File, StringComparison.Ordinal);
    }

    [Theory, Accepts("HP055")]
    [InlineData("[Experimental(\"SHOP1\")] internal class New; internal static class Health { [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("internal static class Health { [Experimental(\"SHOP1\")] internal static bool N() => true; [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("[assembly: Experimental(\"SHOP1\")] internal static class Health { [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    public Task An_experiment_elsewhere_is_fine(string source) => Review.AcceptsAsync(Usings + source);
}

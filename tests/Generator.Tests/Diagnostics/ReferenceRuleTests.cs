using System.Globalization;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

/// <summary>The rules on what other assemblies bring. Their diagnostics have no place.</summary>
public sealed class ReferenceRuleTests
{
    private const string ContractOf99 =
        """
        using HealthPoint.Contract;
        [assembly: HealthPointModule(typeof(HealthPoint.Generated.Lib_Checks), 99)]
        namespace HealthPoint.Generated { public sealed class Lib_Checks : HealthPointModule { public override void Register(HealthPointCatalog catalog) { } } }
        """;

    [Fact]
    [Refuses("HP071")]
    public async Task Checks_that_are_not_public_are_counted_and_named()
    {
        var told = Assert.Single(await ReviewAsync(Host(Orphans(
            """
            public static class Health
            {
                [HealthCheck("a")] public static bool A() => true;
                [HealthCheck("b")] private static bool B() => true;
                [HealthStat("c")] public static IReadOnlyDictionary<string, object?> C() => new Dictionary<string, object?>();
                public static class Inner { [HealthCheck, HealthCheck("again")] internal static bool M() => B(); }
            }
            internal static class Hidden { [HealthCheck] public static bool M() => true; }
            internal static class Instance { public sealed class Own { [HealthCheck] public bool M() => ToString() is null; } }
            """))));

        Assert.Equal(Location.None, told.Location);
        Assert.Equal(DiagnosticSeverity.Warning, told.DefaultSeverity);
        Assert.Equal(
            "'Lib' was built without HealthPoint's generator: of its health checks, 2 can be called from here and 4 cannot, because they are not public (Health.B, Health.Inner.M, Hidden.M and 1 more). Let it reference the package HealthPoint.Abstractions with its analyzers, or make the methods and their types public.",
            Message(told));
    }

    [Theory]
    [InlineData("public static class Health { [HealthCheck(\"x\")] internal static bool M() => true; }")]
    [InlineData("public class Health { [HealthCheck(\"x\")] protected static bool M() => true; }")]
    [InlineData("public class Health { [HealthCheck(\"x\")] private protected bool M() => true; }")]
    [InlineData("public class Health { [HealthStat] internal static IReadOnlyDictionary<string, object?> M() => new Dictionary<string, object?>(); }")]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Host\")] public static class Health { [HealthCheck(\"x\")] private static bool M() => true; }")]
    [Refuses("HP071")]
    public async Task Whatever_cannot_be_called_is_lost(string library)
    {
        var host = Host(Orphans(library));

        Assert.Equal("HP071", Ids(await ReviewAsync(host)));
        Assert.DoesNotContain("Health.M", Driver.Generate(host).File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static class Health { [HealthCheck(\"x\")] public static bool M() => true; [HealthCheck(\"y\")] public static bool N(int a = 1) => a > 0; }")]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Host\")] internal static class Health { [HealthCheck(\"x\")] internal static bool M() => true; }")]
    [InlineData("public static class Health { public static void M() { [HealthCheck] static bool Local() => true; _ = Local(); } }")]
    [InlineData("public class HealthCheckAttribute : System.Attribute; public static class Health { [HealthCheck] private static bool M() => true; }")]
    [InlineData("public static class Health { internal static bool M() => true; }")]
    [InlineData("[assembly: HealthProbeBudget(\"ready\", Seconds = 1)] public static class Health;")]
    [Accepts("HP071")]
    public async Task An_assembly_that_loses_nothing_is_passed_over(string library) => Assert.Empty(await ReviewAsync(Host(Orphans(library))));

    [Fact]
    [Accepts("HP071")]
    public async Task The_project_that_composes_is_the_one_to_tell()
    {
        var lossy = Orphans("public static class Health { [HealthCheck] internal static bool M() => true; [HealthCheck] public static string N() => \"\"; }");
        var library = Host(lossy) with { OutputKind = OutputKind.DynamicallyLinkedLibrary };
        var tool = Host(lossy) with { References = [.. SdkReferences.AspNetCore, MetadataReference.CreateFromImage(lossy)] };

        Assert.Equal("HP071, HP072", Ids(await ReviewAsync(Host(lossy))));
        Assert.Empty(await ReviewAsync(library));
        Assert.Empty(await ReviewAsync(tool));
    }

    [Fact]
    [Accepts("HP071")]
    public async Task Nothing_is_told_of_assemblies_that_have_a_module_or_no_check()
    {
        var library = Driver.Generate(new Project("Lib", ["internal static class Health { [HealthCheck] internal static bool M() => true; }"]));
        var plain = Generated.WithoutGenerator(new Project("Plain", ["public class Nothing;"]));

        foreach (var kind in Enum.GetValues<ReferenceKind>())
        {
            Assert.Empty(await ReviewAsync(Host(plain).Referencing(library.As(kind))));
        }
    }

    [Theory]
    [InlineData("HP071")]
    [InlineData("HP072")]
    [InlineData("HP073")]
    [Accepts("HP071")]
    public async Task NoWarn_and_a_global_configuration_silence_what_has_no_place(string rule)
    {
        var source = string.Equals(rule, "HP073", StringComparison.Ordinal)
            ? ContractOf99
            : "public static class Health { [HealthCheck] internal static bool M() => true; [HealthCheck] public static string N() => \"\"; }";
        var compilation = Host(Orphans(source)).Compile();
        var options = compilation.Options;
        var noWarn = compilation.WithOptions(options.WithSpecificDiagnosticOptions(options.SpecificDiagnosticOptions.Add(rule, ReportDiagnostic.Suppress)));
        var configuration = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse($"is_global = true\ndotnet_diagnostic.{rule}.severity = none\n", "/.globalconfig") });
        var global = compilation.WithOptions(options.WithSyntaxTreeOptionsProvider(new GlobalOptions(configuration.GlobalConfigOptions.TreeOptions)));

        Assert.Contains(rule, Ids(await Review.DiagnosticsAsync(compilation, new AnalyzerOptions([]))), StringComparison.Ordinal);
        Assert.DoesNotContain(rule, Ids(await Review.DiagnosticsAsync(noWarn, new AnalyzerOptions([]))), StringComparison.Ordinal);
        Assert.DoesNotContain(rule, Ids(await Review.DiagnosticsAsync(global, new AnalyzerOptions([]))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "namespace Lib; public static class Health { [HealthCheck] public static string M() => \"\"; }",
        "A health check of 'Lib' is left out (HP020): 'Health.M' returns 'string', which is no verdict. Return bool, (bool, string?), HealthStatus, HealthCheckResult, nothing, or a Task or ValueTask of one of these.")]
    [InlineData(
        "public class Health<T> { [HealthCheck] public static bool M() => true; }",
        "A health check of 'Lib' is left out (HP004): ")]
    [InlineData(
        "public static class Health { [HealthCheck(\"a/b\")] public static bool M() => true; }",
        "A health check of 'Lib' is left out (HP040): The name of 'Health.M' has a '/'. Write one of 1 to 128 characters without control characters, '/', ':' and '__'.")]
    [InlineData(
        "public static class Health { [HealthCheck] public static bool M<T>() => true; }",
        "A health check of 'Lib' is left out (HP003): ")]
    [InlineData(
        "public static class Health { [HealthCheck(\"good\"), HealthCheck(\"bad\", TimeoutSeconds = 0)] public static bool M() => true; }",
        "A health check of 'Lib' is left out (HP042): TimeoutSeconds of 'Health.M' is 0. Write more than 0 and at most 3600 seconds, or remove it.")]
    [Refuses("HP072")]
    public async Task A_check_that_breaks_a_rule_is_told_with_the_rule_that_its_own_build_never_asked(string library, string message)
    {
        var told = Assert.Single(await ReviewAsync(Host(Orphans(library))));

        Assert.Equal("HP072", told.Id);
        Assert.Equal(Location.None, told.Location);
        Assert.StartsWith(message, Message(told), StringComparison.Ordinal);
        Assert.DoesNotContain('{', Message(told));
    }

    [Fact]
    [Refuses("HP072")]
    public async Task A_method_that_is_a_check_and_a_stat_is_told_once_what_is_wrong_with_it_as_a_method()
    {
        var told = await ReviewAsync(Host(Orphans("public static class Health { [HealthCheck, HealthStat] public static bool M<T>() => true; }")));

        Assert.Equal("HP072, HP072", Ids(told));
        Assert.Single(told, static diagnostic => Message(diagnostic).Contains("(HP003)", StringComparison.Ordinal));
        Assert.Single(told, static diagnostic => Message(diagnostic).Contains("(HP026)", StringComparison.Ordinal));
    }

    [Fact]
    [Refuses("HP072")]
    public async Task A_check_that_needs_an_assembly_nobody_references_is_told()
    {
        var deep = Generated.WithoutGenerator(new Project("Deep", ["public class Depth;"]));
        var library = Generated.WithoutGenerator(
            new Project("Lib", ["public static class Health { [HealthCheck] public static bool M(Depth depth) => depth is not null; }"]).Referencing(MetadataReference.CreateFromImage(deep)));

        Assert.Equal(
            "A health check of 'Lib' is left out (a missing reference): 'Health.M' uses a type of an assembly that this project does not reference. Reference that assembly too.",
            Message(Assert.Single(await ReviewAsync(Host(library)))));
        Assert.Empty(await ReviewAsync(Host(library).Referencing(MetadataReference.CreateFromImage(deep))));
    }

    [Fact]
    [Refuses("HP072")]
    public async Task A_name_that_only_another_language_can_write_is_told()
    {
        var library = Orphans("public static class Health { [HealthCheck(\"x\")] public static bool let_it_be() => true; }");
        Rename(library, "let_it_be", "let it be");

        Assert.Equal(
            "A health check of 'Lib' is left out (a name for F# alone): 'Health.let it be' has a name that C# cannot write. Give the method and its type names of letters, digits and '_'.",
            Message(Assert.Single(await ReviewAsync(Host(library)))));
    }

    [Fact]
    [Accepts("HP072")]
    public async Task A_library_of_another_language_with_public_checks_is_welcome() => Assert.Empty(await ReviewAsync(Host(Orphans(
        """
        public static class Checks
        {
            [HealthCheck("let")] public static System.Threading.Tasks.Task<bool> ping(System.Threading.CancellationToken token) => System.Threading.Tasks.Task.FromResult(true);
            [HealthCheck("tuple")] public static System.ValueTuple<bool, string> pair(string text) => new(true, text);
            [HealthCheck("unit")] public static void unit() { }
            public static bool ping(int other) => other > 0;
        }
        """))));

    [Fact]
    [Refuses("HP073")]
    public async Task A_module_for_a_newer_contract_is_told_and_left_out()
    {
        var library = Generated.WithoutGenerator(new Project("Lib", [ContractOf99]));
        var host = Host(library);
        var told = Assert.Single(await ReviewAsync(host));

        Assert.Equal("HP073", told.Id);
        Assert.Equal(
            "The health checks of 'Lib' are left out, because it was built for version 99 of HealthPoint's contract and this project knows version 1. Reference the HealthPoint packages in the version that 'Lib' was built with.",
            Message(told));
        Assert.DoesNotContain("Lib_Checks", Driver.Generate(host).File, StringComparison.Ordinal);
        Assert.Equal("HP073", Ids(await ReviewAsync(Host().Referencing(new Project("Lib", [ContractOf99]).Compile().ToMetadataReference()))));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [Accepts("HP073")]
    public async Task A_module_for_this_contract_or_an_older_one_is_included(string version)
    {
        var host = Host(Generated.WithoutGenerator(new Project("Lib", [ContractOf99.Replace("99", version, StringComparison.Ordinal)])));

        Assert.Empty(await ReviewAsync(host));
        Assert.Contains("Lib_Checks", Driver.Generate(host).File, StringComparison.Ordinal);
    }

    [Fact]
    [Accepts("HP073")]
    public async Task A_contract_that_is_newer_than_the_generator_understands_what_is_as_new()
    {
        var plain = SdkReferences.AspNetCore.RemoveRange(SdkReferences.Abstractions);
        var abstractions = MetadataReference.CreateFromImage(Generated.WithoutGenerator(new Project("HealthPoint.Abstractions", [
            """
            using System;
            namespace HealthPoint
            {
                public sealed class HealthCheckAttribute : Attribute { }
            }
            namespace HealthPoint.Contract
            {
                public abstract class HealthPointCatalog { public abstract void Include(HealthPointModule module); }
                public abstract class HealthPointModule { public const int ContractVersion = 99; public abstract void Register(HealthPointCatalog catalog); }
                public sealed class HealthPointModuleAttribute : Attribute { public HealthPointModuleAttribute(Type module, int contractVersion) { } }
            }
            """])
        {
            References = plain,
            HasImplicitUsings = false,
        }));
        var library = Generated.WithoutGenerator(new Project("Lib", [ContractOf99]) { References = [.. plain, abstractions] });
        var host = Host() with { References = [.. plain, abstractions, RuntimeStub.Reference, MetadataReference.CreateFromImage(library)] };

        Assert.Empty(await ReviewAsync(host));
        Assert.Contains("Lib_Checks", Driver.Generate(host).File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReferenceKind.Project)]
    [InlineData(ReferenceKind.Image)]
    [InlineData(ReferenceKind.ReferenceImage)]
    [Refuses("HP074")]
    public async Task A_module_behind_an_alias_is_told(ReferenceKind kind)
    {
        var library = Driver.Generate(new Project("Lib", ["internal static class Health { [HealthCheck] internal static bool M() => true; }"]));
        var told = Assert.Single(await ReviewAsync(Host().Referencing(library.As(kind).WithAliases(["other"]))));

        Assert.Equal("HP074", told.Id);
        Assert.Equal(
            "The health checks of 'Lib' are left out, because it is referenced under the alias 'other' alone, where generated code does not find it. Write Aliases=\"global,other\" at the reference.",
            Message(told));
    }

    [Fact]
    [Refuses("HP074")]
    public async Task Checks_without_a_module_hide_behind_an_alias_too()
    {
        var library = MetadataReference.CreateFromImage(Orphans("public static class Health { [HealthCheck] public static bool M() => true; }"));

        Assert.Equal("HP074", Ids(await ReviewAsync(Host().Referencing(library.WithAliases(["other", "another"])))));
    }

    [Fact]
    [Accepts("HP074")]
    public async Task An_alias_beside_global_or_in_front_of_nothing_hides_nothing()
    {
        var library = Driver.Generate(new Project("Lib", ["internal static class Health { [HealthCheck] internal static bool M() => true; }"])).As(ReferenceKind.Image);
        var plain = MetadataReference.CreateFromImage(Generated.WithoutGenerator(new Project("Plain", ["public class Nothing;"])));

        Assert.Empty(await ReviewAsync(Host().Referencing(library.WithAliases(["other", "global"]))));
        Assert.Empty(await ReviewAsync(Host().Referencing(library.WithAliases(["other"]), library)));
        Assert.Empty(await ReviewAsync(Host().Referencing(plain.WithAliases(["other"]))));
        Assert.Empty(await ReviewAsync(Host().Referencing(library.WithAliases(["other"])) with { OutputKind = OutputKind.DynamicallyLinkedLibrary }));
    }

    [Theory]
    [InlineData("", "lacks the class HealthPointModule or its version")]
    [InlineData("public abstract class HealthPointModule;", "lacks the class HealthPointModule or its version")]
    [InlineData("public abstract class HealthPointModule { public const int ContractVersion = -1; }", "is older than its generator")]
    [Refuses("HP075")]
    public async Task A_check_without_the_contract_to_run_it_is_an_error_at_the_first_one(string contract, string fault)
    {
        var told = Assert.Single(await ReviewAsync(WithContract(contract, "internal static class Health { internal static void N() { } [HealthCheck] internal static bool B() => true; [HealthCheck] internal static bool A() => true; }")));

        Assert.Equal("HP075", told.Id);
        Assert.Equal(DiagnosticSeverity.Error, told.Severity);
        Assert.Equal("B", told.Location.SourceTree!.ToString().Substring(told.Location.SourceSpan.Start, told.Location.SourceSpan.Length));
        Assert.Equal(
            $"'Health.B' would never run, because the HealthPoint.Abstractions that this project references {fault}. Reference the package HealthPoint.Abstractions in the version of its generator.",
            Message(told));
    }

    [Fact]
    [Accepts("HP075")]
    public async Task A_project_without_checks_needs_no_contract()
    {
        const string contract = "public abstract class HealthPointModule { public const int ContractVersion = 1; }";
        const string check = "internal static class Health { [HealthCheck] internal static bool M() => true; }";

        Assert.Empty(await ReviewAsync(WithContract("", "internal static class Health { internal static bool M() => true; }")));
        Assert.Empty(await ReviewAsync(WithContract("", "internal static class Health { internal static bool M() => true; private static void Main() { } }") with { OutputKind = OutputKind.ConsoleApplication }));
        Assert.Empty(await ReviewAsync(WithContract(contract, check)));
        Assert.Empty(await ReviewAsync(WithContract(contract.Replace("= 1", "= 2", StringComparison.Ordinal), check)));
        Assert.Empty(await ReviewAsync(new Project(check)));
    }

    /// <summary>A project that references assemblies of our names, with another contract.</summary>
    private static Project WithContract(string contract, string source)
    {
        var plain = SdkReferences.AspNetCore.RemoveRange(SdkReferences.Abstractions);
        var abstractions = Generated.WithoutGenerator(new Project("HealthPoint.Abstractions", [
            $"using System; namespace HealthPoint {{ public sealed class HealthCheckAttribute : Attribute {{ }} }} namespace HealthPoint.Contract {{ {contract} }}"])
        {
            References = plain,
            HasImplicitUsings = false,
        });
        return new Project(source) { References = [.. plain, MetadataReference.CreateFromImage(abstractions)] };
    }

    [Fact]
    public async Task A_test_project_takes_of_its_application_what_it_likes()
    {
        var host = Host(Orphans("internal static class Health { [HealthCheck] internal static bool M() => true; }"));
        var tools = MetadataReference.CreateFromImage(Generated.WithoutGenerator(new Project("xunit.v3.core", ["public class Nothing;"])));

        Assert.Equal("HP071", Ids(await ReviewAsync(host)));
        Assert.Empty(await ReviewAsync(host.Referencing(tools)));
        Assert.Empty(await Review.DiagnosticsAsync(host.Compile(), BuildSettings.Of(("build_property.IsTestProject", "true"))));
    }

    private static byte[] Orphans(string source) => Generated.WithoutGenerator(new Project("Lib", [source]));

    private static Project Host(byte[] library) => Host().Referencing(MetadataReference.CreateFromImage(library));

    private static Project Host() => new Project("Host", ["internal static class Program { private static void Main() { } }"]) { OutputKind = OutputKind.ConsoleApplication }
        .Referencing(RuntimeStub.Reference);

    /// <summary>All but suggestions.</summary>
    private static async Task<List<Diagnostic>> ReviewAsync(Project project) =>
        [.. (await Review.DiagnosticsAsync(project)).Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)];

    private static string Ids(IEnumerable<Diagnostic> diagnostics) =>
        string.Join(", ", diagnostics.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    /// <summary>Writes another name of the same length into the metadata, as no C# compiler would.</summary>
    private static void Rename(byte[] image, string from, string to)
    {
        var at = image.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(from));
        System.Text.Encoding.UTF8.GetBytes(to).CopyTo(image.AsSpan(at));
    }

    private sealed class GlobalOptions(IReadOnlyDictionary<string, ReportDiagnostic> severities) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            severities.TryGetValue(diagnosticId, out severity);
    }
}

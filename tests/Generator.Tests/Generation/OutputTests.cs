using System.Globalization;
using HealthPoint.Contract;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

public sealed class OutputTests
{
    private const string Check = "internal static class Health { [HealthCheck] internal static bool M() => true; }";

    [Fact]
    public void A_library_without_checks_gets_no_module() =>
        Assert.Empty(Driver.Generate(new Project("public class Nothing;")).Files);

    [Theory]
    [InlineData(OutputKind.ConsoleApplication)]
    [InlineData(OutputKind.WindowsApplication)]
    public void An_executable_gets_a_module_even_without_checks(OutputKind kind)
    {
        using var application = new Application(Driver.Generate(new Project("Console.WriteLine();") { OutputKind = kind }));

        Assert.Empty(application.Catalog.Checks);
    }

    [Fact]
    public void A_project_without_the_contract_gets_no_module()
    {
        var project = new Project("Console.WriteLine();")
        {
            References = [.. SdkReferences.AspNetCore.RemoveRange(SdkReferences.Abstractions)],
            OutputKind = OutputKind.ConsoleApplication,
            HasImplicitUsings = false,
        };

        Assert.Empty(Driver.Generate(project with { Sources = ["System.Console.WriteLine();"] }).Files);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.Preview)]
    public void A_library_may_be_written_in_an_old_language(LanguageVersion language)
    {
        var library = Driver.Generate(new Project("""
            using HealthPoint;
            using System.Collections.Generic;
            using System.Threading;
            using System.Threading.Tasks;
            namespace Shop
            {
                internal class Db
                {
                    internal Db(System.IServiceProvider services) { }
                    [HealthCheck("a", Tags = new[] { "x" }, TimeoutSeconds = 2)] internal async Task<(bool, string?)> A(int days = 3, CancellationToken token = default) { await Task.Yield(); return (true, null); }
                    [HealthStat] internal static IReadOnlyDictionary<string, object?> S() => new Dictionary<string, object?>();
                }
            }
            """)
        {
            Language = language,
            References = SdkReferences.Net80,
            HasImplicitUsings = false,
        });

        Assert.NotEmpty(library.Image());
    }

    [Fact]
    public void Nullable_oblivious_code_gets_no_warning()
    {
        var generated = Driver.Generate(new Project("""
            namespace Shop { internal class Db {
                public Db(IList<string> names = null) { }
                [HealthCheck("a")] internal Task<(bool, string)> A(IList<string> names, string text = null, IList<string> more = null) => null;
                [HealthStat("s")] internal static Task<IReadOnlyDictionary<string, object>> S() => null;
            } }
            """)
        {
            Nullable = NullableContextOptions.Disable,
        });

        Assert.Single(generated.Files);
    }

    [Fact]
    public void Obsolete_and_experimental_code_and_a_compliant_assembly_get_no_warning()
    {
        var generated = Driver.Generate(new Project("""
            #pragma warning disable CS0612, CS0618, OLD1, OLD2, EXP1, EXP2, EXP3, CS3001, CS3002, CS3003
            using System.Diagnostics.CodeAnalysis;
            [assembly: System.CLSCompliant(true)]
            namespace Shop
            {
                [Experimental("EXP1")] public interface INew;
                [Obsolete("use another", DiagnosticId = "OLD1")] public interface IOld;
                [Obsolete] internal static class Old { [HealthCheck("1")] internal static bool M() => true; }
                internal static class Health
                {
                    [Obsolete("old")] [HealthCheck("2")] internal static bool A() => true;
                    [Obsolete("old", DiagnosticId = "OLD2")] [HealthCheck("3")] internal static bool B() => true;
                    [Experimental("EXP2")] [HealthCheck("4")] internal static bool C() => true;
                    [HealthCheck("5")] internal static bool D(INew a, IList<INew> b, IOld c) => true;
                }
                internal class It { [Experimental("EXP3")] public It(INew a) { } [HealthCheck("6")] internal bool M() => true; }
            }
            """));
        using var application = new Application(generated);

        Assert.Equal("1, 2, 3, 4, 5, 6", application.Catalog.CheckNames);
    }

    [Fact]
    public void The_types_of_an_experimental_assembly_get_no_warning()
    {
        var library = Generated.WithoutGenerator(new Project("Library", ["[assembly: System.Diagnostics.CodeAnalysis.Experimental(\"LIB1\")] public interface INew;"]));
        var generated = Driver.Generate(new Project("""
            #pragma warning disable LIB1
            internal static class Health { [HealthCheck] internal static bool M(IEnumerable<INew> all) => true; }
            """).Referencing(MetadataReference.CreateFromImage(library)));

        Assert.Contains(", LIB1\n", generated.File, StringComparison.Ordinal);
    }

    [Fact]
    public void No_switch_has_more_than_32_cases()
    {
        var checks = string.Concat(Enumerable.Range(0, 70).Select(static number => FormattableString.Invariant(
            $"[HealthCheck] internal static bool M{number}() => true;\n")));
        var file = Driver.Generate(new Project($"internal static class Health {{ {checks} }}")).File;

        var cases = CSharpSyntaxTree.ParseText(file, cancellationToken: TestContext.Current.CancellationToken)
            .GetCompilationUnitRoot(TestContext.Current.CancellationToken)
            .DescendantNodes()
            .OfType<SwitchStatementSyntax>()
            .Select(static block => block.Sections.SelectMany(static section => section.Labels).OfType<CaseSwitchLabelSyntax>().Count());
        Assert.Equal([3, 32, 32, 6], cases);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1100)]
    public async Task Any_number_of_checks_runs(int count)
    {
        var checks = string.Concat(Enumerable.Range(0, count).Select(static number => FormattableString.Invariant(
            $"[HealthCheck(\"{number:0000}\")] internal static (bool, string) M{number}() => (true, \"{number}\");\n")));
        using var application = new Application(Driver.Generate(new Project($"internal static class Health {{ {checks} }}")));

        Assert.Equal(count, application.Catalog.Checks.Count);
        foreach (var check in application.Catalog.Checks)
        {
            Assert.Equal(int.Parse(check.Name, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), (await application.RunAsync(check.Name)).Description);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task A_number_that_the_module_did_not_give_is_refused(int number)
    {
        using var application = new Application(Driver.Generate(new Project("internal static class Health { [HealthStat(\"s\")] internal static IReadOnlyDictionary<string, object?> S() => new Dictionary<string, object?>(); [HealthCheck] internal static bool M() => true; }")));
        var module = application.Catalog.Checks[0].Module;
        await using var run = new HealthInvocation(null!, [], CancellationToken.None);

        if (number != 0)
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await module.RunCheckAsync(number, run));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await module.RunStatAsync(number, run));
        }
        else
        {
            Assert.Empty(await module.RunStatAsync(number, run));
        }
    }

    [Theory]
    [InlineData("[HealthCheck] internal static bool Added(IServiceProvider a, int days = 3) => true;")]
    [InlineData("[HealthCheck(Tags = new[] { \"a\", \"b\", \"c\", \"d\" })] internal static Task<(bool, string?)> Added(CancellationToken token) => throw new Exception();")]
    public void An_added_internal_check_leaves_the_reference_assembly_as_it_was(string added)
    {
        // 32 fill a page; the added one begins the next.
        var checks = string.Concat(Enumerable.Range(0, 32).Select(static number => FormattableString.Invariant(
            $"[HealthCheck(\"{number}\")] internal static bool M{number}() => true;\n")));
        var before = Driver.Generate(new Project($"public static class Health {{ {checks} }}"));

        var after = Driver.Generate(new Project($"public static class Health {{ {checks} {added} }}"));

        Assert.NotEqual(before.Image(), after.Image());
        Assert.Equal(before.ReferenceImage(), after.ReferenceImage());
    }

    [Theory]
    [InlineData("[HealthCheck] internal bool Added() => GetHashCode() != 0;")]
    [InlineData("[HealthStat] internal IReadOnlyDictionary<string, object?> Added(Worker worker) => new Dictionary<string, object?> { [\"a\"] = GetHashCode() };")]
    public void An_added_internal_instance_method_leaves_the_reference_assembly_as_it_was(string added)
    {
        const string others = "[HealthCheck] internal bool One() => GetHashCode() != 0; [HealthStat] internal IReadOnlyDictionary<string, object?> Two() => new Dictionary<string, object?> { [\"a\"] = GetHashCode() };";
        var before = Driver.Generate(new Project($"internal sealed class Worker {{ {others} }}"));

        var after = Driver.Generate(new Project($"internal sealed class Worker {{ {others} {added} }}"));

        Assert.NotEqual(before.Image(), after.Image());
        Assert.Equal(before.ReferenceImage(), after.ReferenceImage());
    }

    [Fact]
    public void Generated_code_holds_nothing_that_makes_a_type()
    {
        var generated = Driver.Generate(new Project("""
            internal class Db(IServiceProvider services)
            {
                [HealthCheck("a", Tags = new[] { "x", "y", "z" })] internal Task<bool> A(int days = 3, DayOfWeek day = DayOfWeek.Friday) => Task.FromResult(services is not null);
                [HealthCheck("b")] internal static void B([FromKeyedServices("k")] IServiceProvider provider) { }
                [HealthStat("s")] internal static IReadOnlyDictionary<string, object?> S() => new Dictionary<string, object?>();
            }
            """));
        using var application = new Application(generated);

        Assert.Equal("Db, HealthPoint.Generated.Shop_Checks, Unrelated_Before", string.Join(", ", UserTypes(application)));
    }

    [Fact]
    public void The_module_says_that_it_is_generated_and_not_to_be_covered_or_completed()
    {
        using var application = new Application(Driver.Generate(new Project(Check)));
        var module = application.Catalog.Checks[0].Module.GetType();

        Assert.True(module is { IsPublic: true, IsSealed: true });
        var attributes = module.GetCustomAttributes(inherit: false).Select(static attribute => attribute.GetType().Name).Order(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal) { "GeneratedCodeAttribute", "ExcludeFromCodeCoverageAttribute", "EditorBrowsableAttribute" },
            attributes.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_file_is_plain_and_imports_nothing()
    {
        var file = Driver.Generate(new Project(Check)).File;
        var root = CSharpSyntaxTree.ParseText(file, cancellationToken: TestContext.Current.CancellationToken).GetCompilationUnitRoot(TestContext.Current.CancellationToken);

        Assert.StartsWith("// <auto-generated/>\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', file);
        Assert.DoesNotContain(" \n", file, StringComparison.Ordinal);
        Assert.Empty(root.Usings);
        Assert.All(
            root.DescendantNodes().OfType<AliasQualifiedNameSyntax>(),
            static name => Assert.Equal("global", name.Alias.Identifier.ValueText));
    }

    [Fact]
    public void The_order_of_files_and_references_does_not_matter()
    {
        string[] files =
        [
            "namespace A { internal static class H { [HealthCheck] internal static bool M(int a = 1) => true; [HealthCheck] internal static bool M(string a = \"\") => true; } }",
            "namespace B { internal static partial class H { [HealthCheck(\"z\")] internal static partial bool M(); } }",
            "namespace B { internal static partial class H { [HealthCheck(\"y\")] internal static partial bool M() => true; } }",
            "namespace C { internal static class H { [HealthCheck(\"Z\")] internal static bool M() => true; [HealthStat] internal static IReadOnlyDictionary<string, object?> S() => new Dictionary<string, object?>(); } }",
        ];
        var one = Driver.Generate(new Project("One", [Check])).As(ReferenceKind.Image);
        var two = Driver.Generate(new Project("Two", [Check])).As(ReferenceKind.Image);

        var forwards = Driver.Generate(new Project("Shop", [.. files]).Referencing(one, two));
        var backwards = Driver.Generate(new Project("Shop", [.. files.Reverse()]).Referencing(two, one));

        Assert.Equal(forwards.File, backwards.File);
    }

    [Fact]
    public void The_culture_of_the_compiler_does_not_matter()
    {
        var project = new Project("""
            internal static class Health
            {
                [HealthCheck("ıI", TimeoutSeconds = 1.5)] internal static bool I(double d = -1.5, int i = -3, decimal m = 2.50m, float f = 1e-9f) => true;
                [HealthCheck("i")] internal static bool J() => true;
                [HealthCheck("I")] internal static bool K() => true;
            }
            """);
        var invariant = Driver.Generate(project).File;

        var culture = CultureInfo.CurrentCulture;
        try
        {
            var turkish = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
            turkish.NumberFormat.NegativeSign = "minus";
            CultureInfo.CurrentCulture = turkish;
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(invariant, Driver.Generate(project).File);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static IEnumerable<string?> UserTypes(Application application) => application.Assembly.GetTypes()
        .Select(static type => type.FullName)
        .Where(static name => name?.Contains("CompilerServices", StringComparison.Ordinal) == false && !name.Contains("CodeAnalysis", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}

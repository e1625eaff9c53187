using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

/// <summary>Assemblies that bear the attributes but were built without the generator, such as those written in F#.</summary>
public sealed class OrphanTests
{
    private const string Source =
        """
        namespace Lib
        {
            public static class Health
            {
                [HealthCheck("public", TimeoutSeconds = 2)] public static (bool, string) M(int days = 3) => (true, $"{days}");
                [HealthCheck("internal")] internal static bool I() => true;
                [HealthCheck("private")] private static bool P() => true;
                [HealthCheck("broken")] public static string Broken() => "";
                [HealthStat("stat")] public static IReadOnlyDictionary<string, object?> S() => new Dictionary<string, object?> { ["a"] = 1 };
                public static void Host()
                {
                    [HealthCheck("local")] static bool Local() => true;
                    var lambda = [HealthCheck("lambda")] static () => true;
                    _ = Local() && lambda() && P();
                }
            }

            public class Instance(IServiceProvider services)
            {
                [HealthCheck] public bool M() => services is not null;
                public class Nested { [HealthCheck] public static bool M() => true; }
            }

            public class Open<T> { [HealthCheck("open")] public static bool M() => true; }
            internal static class Hidden { [HealthCheck("hidden")] public static bool M() => true; }
        }
        """;

    [Fact]
    public async Task Public_methods_are_called_directly()
    {
        var library = Generated.WithoutGenerator(new Project("Lib", [Source]));
        using var application = new Application(Driver.Generate(Host(library)), library);

        Assert.Equal("host, Lib.Instance.M, Lib.Instance.Nested.M, public", application.Catalog.CheckNames);
        Assert.Equal("3", (await application.RunAsync("public")).Description);
        Assert.Equal(2, application.Check("public").TimeoutSeconds);
        Assert.Equal("Lib", application.Check("public").Origin);
        Assert.Equal("Lib.Health.M", application.Check("public").Member);
        Assert.Null(application.Check("public").InstanceType);
        Assert.Equal("Lib.Instance", application.Check("Lib.Instance.M").InstanceType?.FullName);
        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("Lib.Instance.M")).Status);
        Assert.Equal(1, (await application.RunStatAsync("stat"))["a"]);
    }

    [Fact]
    public void Internal_methods_are_called_by_a_friend()
    {
        var library = Generated.WithoutGenerator(new Project("Lib", [Source, "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Host\")]"]));
        using var application = new Application(Driver.Generate(Host(library)), library);

        Assert.Equal("host, Lib.Instance.M, Lib.Instance.Nested.M, hidden, internal, public", application.Catalog.CheckNames);
    }

    [Fact]
    public void An_embedded_type_belongs_to_its_assembly_even_where_that_has_friends()
    {
        var library = Generated.WithoutGenerator(new Project("Lib", [
            "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Host\")] namespace Microsoft.CodeAnalysis { internal sealed class EmbeddedAttribute : Attribute { } }",
            "[Microsoft.CodeAnalysis.Embedded] internal static class Hidden { [HealthCheck(\"hidden\")] internal static bool M() => true; } internal static class Seen { [HealthCheck(\"seen\")] internal static bool M() => true; }"]));
        using var application = new Application(Driver.Generate(Host(library)), library);

        Assert.Equal("host, seen", application.Catalog.CheckNames);
    }

    [Fact]
    public void An_orphan_that_two_modules_see_is_one_check()
    {
        var library = Generated.WithoutGenerator(new Project("Lib", ["public static class Health { [HealthCheck(\"orphan\")] public static bool M() => true; }"]));
        var middle = Driver.Generate(new Project("Middle", ["public class Nothing;"]).Referencing(MetadataReference.CreateFromImage(library)));
        var host = Driver.Generate(Host(library).Referencing(middle.As(ReferenceKind.ReferenceImage)));
        using var application = new Application(host, library, middle.Image());

        Assert.Equal("orphan, host", application.Catalog.CheckNames);
    }

    [Fact]
    public async Task A_library_of_another_framework_and_language_version_is_read_too()
    {
        // As an F# module looks to C#: a static class, curried arguments flattened, no nullable annotations.
        var library = Generated.WithoutGenerator(new Project("FSharp", ["""
            public static class Checks
            {
                [HealthPoint.HealthCheck("let")] public static System.Threading.Tasks.Task<bool> ping(System.Threading.CancellationToken token) { return System.Threading.Tasks.Task.FromResult(true); }
                [HealthPoint.HealthCheck("tuple")] public static System.ValueTuple<bool, string> pair(string text) { return new System.ValueTuple<bool, string>(true, text); }
            }
            """])
        {
            References = SdkReferences.Net80,
            Language = Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp7_3,
            Nullable = NullableContextOptions.Disable,
            HasImplicitUsings = false,
        });
        using var application = new Application(Driver.Generate(Host(library)), library);
        application.Arguments["text"] = "from F#";

        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("let")).Status);
        Assert.Equal("from F#", (await application.RunAsync("tuple")).Description);
    }

    [Fact]
    public void A_library_for_netstandard_without_our_attributes_is_passed_over()
    {
        var library = Generated.WithoutGenerator(new Project("Standard", ["public static class Health { public static bool M() { return true; } }"])
        {
            References = [.. Basic.Reference.Assemblies.NetStandard20.References.All.CastArray<MetadataReference>()],
            Nullable = NullableContextOptions.Disable,
            HasImplicitUsings = false,
        });
        using var application = new Application(Driver.Generate(Host(library)), library);

        Assert.Equal("host", application.Catalog.CheckNames);
    }

    [Fact]
    public void An_orphan_may_have_the_name_of_an_own_check_so_that_start_up_can_name_both()
    {
        var library = Generated.WithoutGenerator(new Project("Lib", ["public static class Health { [HealthCheck(\"host\")] public static bool M() => true; }"]));
        using var application = new Application(Driver.Generate(Host(library)), library);

        Assert.Equal("host, host", application.Catalog.CheckNames);
    }

    private static Project Host(byte[] library) =>
        new Project("Host", ["internal static class Program { [HealthCheck(\"host\")] internal static bool M() => true; }"])
            .Referencing(MetadataReference.CreateFromImage(library));
}

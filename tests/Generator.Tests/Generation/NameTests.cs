using HealthPoint.Generator.Tests.Support;
using HealthPoint.Generators.Emission;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

public sealed class NameTests
{
    [Theory]
    [InlineData("namespace A.B { class C { [HealthCheck] internal static bool M() => true; } }", "A.B.C.M")]
    [InlineData("class C { [HealthCheck] internal static bool M() => true; }", "C.M")]
    [InlineData("namespace A { class B { internal struct C { internal record D { [HealthCheck] internal static bool M() => true; } } } }", "A.B.C.D.M")]
    [InlineData("namespace @class { class @event { [HealthCheck] internal static bool @return(int @if = 1) => true; } }", "class.event.return")]
    [InlineData("namespace @await { class @async { [HealthCheck] internal static bool @when() => true; } }", "await.async.when")]
    [InlineData("namespace Öl { class Prüfung { [HealthCheck] internal static bool Läuft() => true; } }", "Öl.Prüfung.Läuft")]
    [InlineData("namespace Acme.System { class C { [HealthCheck] internal static bool M(int days = 1) => true; } }", "Acme.System.C.M")]
    [InlineData("namespace Acme.HealthPoint { class C { [HealthCheck] internal static bool M(int days = 1) => true; } }", "Acme.HealthPoint.C.M")]
    [InlineData("namespace HealthPoint.Something { class C { [HealthCheck] internal static bool M(int days = 1) => true; } }", "HealthPoint.Something.C.M")]
    [InlineData("namespace HealthPoint.Generated { class System { [HealthCheck] internal static bool M(int days = 1) => true; } }", "HealthPoint.Generated.System.M")]
    [InlineData("namespace HealthPoint.Generated.System { class HealthPoint { [HealthCheck] internal static bool M(int days = 1) => true; } }", "HealthPoint.Generated.System.HealthPoint.M")]
    [InlineData("namespace A.Microsoft { class Task { [HealthCheck] internal static bool From() => true; } }", "A.Microsoft.Task.From")]
    public async Task A_check_is_named_after_its_method(string source, string name)
    {
        using var application = new Application(Driver.Generate(new Project(source)));

        Assert.Equal(name, application.Catalog.CheckNames);
        Assert.Equal(name, Assert.Single(application.Catalog.Checks).Member);
        await application.RunAsync(name);
    }

    [Theory]
    [InlineData("\"a name with spaces and \\\"quotes\\\"\"", "a name with spaces and \"quotes\"")]
    [InlineData("\"{0} $x \\\\ \\u00e9\\u20ac\"", "{0} $x \\ é€")]
    [InlineData("nameof(Health.M)", "M")]
    [InlineData("null", "Health.M")]
    [InlineData("name: \"named\"", "named")]
    [InlineData("@\"verbatim\"", "verbatim")]
    public void A_name_may_be_given(string written, string name)
    {
        using var application = new Application(Driver.Generate(new Project(
            $$"""internal static class Health { [HealthCheck({{written}})] internal static bool M() => true; }""")));

        Assert.Equal(name, application.Catalog.CheckNames);
    }

    [Theory]
    [InlineData("Shop", "Shop_Checks")]
    [InlineData("My.Lib", "My_Lib_Checks")]
    [InlineData("1st", "_1st_Checks")]
    public void A_module_is_named_after_its_assembly(string assembly, string module) =>
        Assert.Equal(module, ModuleName.Of(assembly));

    [Theory]
    [InlineData("My-Lib")]
    [InlineData("My_Lib")]
    [InlineData("My.Lib")]
    [InlineData("1st")]
    [InlineData("a._b")]
    [InlineData("Tom & <Jerry>")]
    [InlineData("class")]
    [InlineData("Ünïcode.😀")]
    public void Any_assembly_name_will_do(string assembly)
    {
        using var application = new Application(Driver.Generate(new Project(assembly, ["internal static class Health { [HealthCheck] internal static bool M() => true; }"])));

        Assert.Equal("Health.M", application.Catalog.CheckNames);
    }

    [Fact]
    public void Assembly_names_that_look_alike_get_modules_of_their_own()
    {
        string[] assemblies = ["My.Lib", "My_Lib", "My-Lib", "My Lib", "My+Lib", "a._b", "a_.b", "a..b", "a__b", "1st", "_1st", "my.lib"];

        Assert.Equal(assemblies.Length, assemblies.Select(ModuleName.Of).Distinct(StringComparer.Ordinal).Count());
        var catalog = new Catalog();
        foreach (var assembly in assemblies.Take(3))
        {
            using var application = new Application(Driver.Generate(new Project(assembly, [$"internal static class Health {{ [HealthCheck(\"{assembly}\")] internal static bool M() => true; }}"])));
            catalog.Include(application.Catalog.Checks[0].Module);
        }

        Assert.Equal("My.Lib, My_Lib, My-Lib", catalog.CheckNames);
    }

    [Fact]
    public void The_first_of_two_equal_names_is_kept()
    {
        var generated = Driver.Generate(new Project("""
            internal static class Health
            {
                [HealthCheck("Same")] internal static bool B() => true;
                [HealthCheck("same")] internal static bool A() => true;
                [HealthCheck("Same")] internal static bool A(int days = 1) => true;
            }
            """));
        using var application = new Application(generated);

        var check = Assert.Single(application.Catalog.Checks);
        Assert.Equal(("Same", "Health.A"), (check.Name, check.Member));
    }
}

using HealthPoint.Generator.Tests.Support;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

public sealed class ReferenceTests
{
    public static TheoryData<ReferenceKind, string> KindsAndVisibilities => new MatrixTheoryData<ReferenceKind, string>(
        [ReferenceKind.Project, ReferenceKind.Image, ReferenceKind.ReferenceImage],
        ["public", "internal"]);

    [Theory]
    [MemberData(nameof(KindsAndVisibilities))]
    public async Task A_referenced_project_brings_its_checks_however_it_is_referenced(ReferenceKind kind, string visibility)
    {
        var library = Library("Acme.Lib-A", $"{visibility} static class Health {{ [HealthCheck(\"library\")] {visibility} static (bool, string) M() => (true, \"ran\"); }}");
        var host = Driver.Generate(Host("").Referencing(library.As(kind)));
        using var application = new Application(host, library.Image());

        Assert.Equal("library, host", application.Catalog.CheckNames);
        Assert.Equal("ran", (await application.RunAsync("library")).Description);
    }

    [Theory]
    [InlineData(ReferenceKind.Project)]
    [InlineData(ReferenceKind.Image)]
    [InlineData(ReferenceKind.ReferenceImage)]
    public async Task Three_levels_reach_through_a_middle_that_has_no_checks(ReferenceKind kind)
    {
        var bottom = Library("Bottom", Check("bottom"));
        var middle = Driver.Generate(new Project("Middle", ["public class Nothing;"]).Referencing(bottom.As(kind)));
        var host = Driver.Generate(Host("").Referencing(middle.As(kind)));
        using var application = new Application(host, bottom.Image(), middle.Image());

        Assert.Equal("bottom, host", application.Catalog.CheckNames);
        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("bottom")).Status);
    }

    [Fact]
    public void A_diamond_counts_once_and_modules_come_in_ordinal_order()
    {
        var bottom = Library("Bottom", Check("bottom"));
        var right = Driver.Generate(new Project("Right", [Check("right")]).Referencing(bottom.As(ReferenceKind.ReferenceImage)));
        var left = Driver.Generate(new Project("Left", [Check("left")]).Referencing(bottom.As(ReferenceKind.ReferenceImage)));
        var host = Driver.Generate(Host("").Referencing(
            right.As(ReferenceKind.ReferenceImage), bottom.As(ReferenceKind.ReferenceImage), left.As(ReferenceKind.ReferenceImage)));
        using var application = new Application(host, bottom.Image(), right.Image(), left.Image());

        Assert.Equal("bottom, left, right, host", application.Catalog.CheckNames);
        Assert.Equal(6, application.Catalog.Offers);
    }

    [Fact]
    public void A_reference_behind_an_extern_alias_cannot_be_named_and_is_left_out()
    {
        var library = Library("Library", Check("library"));
        var host = Driver.Generate(Host("").Referencing(library.As(ReferenceKind.Image).WithAliases(["other"])));

        Assert.DoesNotContain("Library", host.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_with_an_alias_beside_global_is_taken()
    {
        var library = Library("Library", Check("library"));
        var host = Driver.Generate(Host("").Referencing(library.As(ReferenceKind.Image).WithAliases(["other", "global"])));

        Assert.Contains("new global::HealthPoint.Generated.Library_Checks()", host.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_the_compilers_business()
    {
        var broken = MetadataReference.CreateFromImage("MZ, but not really"u8.ToArray());

        Assert.Contains("host", Driver.GenerateFaulty(Host("").Referencing(broken)).File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(UnauthorizedAccessException))]
    [InlineData(typeof(NotSupportedException))]
    [InlineData(typeof(ObjectDisposedException))]
    public void A_reference_that_throws_when_it_is_read_costs_the_project_none_of_its_checks(Type thrown)
    {
        var reference = new LockedReference(Library("Locked", Check("locked")).Image());
        var project = Host("").Referencing(reference);
        var compilation = project.Compile();
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        reference.Thrown = thrown == typeof(ObjectDisposedException) ? new ObjectDisposedException("image") : (Exception)Activator.CreateInstance(thrown)!;

        var result = CSharpGeneratorDriver.Create([new HealthPointGenerator().AsSourceGenerator()], parseOptions: project.ParseOptions)
            .RunGenerators(compilation, TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();

        Assert.Null(result.Exception);
        Assert.Contains("host", Assert.Single(result.GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plug_in_brings_its_own_closure()
    {
        var shared = Library("Shared", Check("shared"));
        var plugin = Driver.Generate(new Project("Plugin", [Check("plugin")]).Referencing(shared.As(ReferenceKind.ReferenceImage)));
        using var application = new Application(plugin, shared.Image());

        Assert.Equal("shared, plugin", application.Catalog.CheckNames);
    }

    private static Generated Library(string name, string source) => Driver.Generate(new Project(name, [source]));

    private static Project Host(string source) => new("Host", [$"internal static class Program {{ {Body("host")} private static void Main() {{ }} }} {source}"])
    {
        OutputKind = OutputKind.ConsoleApplication,
    };

    private static string Check(string name) => $"internal static class Health_{name} {{ {Body(name)} }}";

    private static string Body(string name) => $"[HealthCheck(\"{name}\")] internal static bool M() => true;";

    /// <summary>A file that the compiler has read, and that nobody may read any more.</summary>
    private sealed class LockedReference(byte[] image) : PortableExecutableReference(MetadataReferenceProperties.Assembly)
    {
        public Exception? Thrown { get; set; }

        protected override Metadata GetMetadataImpl() => Thrown is null ? AssemblyMetadata.CreateFromImage(image) : throw Thrown;

        protected override DocumentationProvider CreateDocumentationProvider() => DocumentationProvider.Default;

        protected override PortableExecutableReference WithPropertiesImpl(MetadataReferenceProperties properties) => throw new NotSupportedException();
    }
}

using System.IO.Compression;
using System.Xml.Linq;

namespace HealthPoint.Packaging;

/// <summary>The content of the packages.</summary>
public sealed class ContentTests(Packages packages)
{
    [Theory]
    [InlineData("HealthPoint")]
    [InlineData("HealthPoint.Abstractions")]
    public void A_package_tells_its_licence_and_home_and_brings_an_icon_and_a_readme_of_its_own(string id)
    {
        using var package = packages.Open(id);

        var metadata = Metadata(package, id);
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.NotEmpty(Value(metadata, "description"));
        Assert.Equal("icon.png", Value(metadata, "icon"));
        Assert.NotNull(package.GetEntry("icon.png"));
        Assert.Equal(Repository.Home, Value(metadata, "projectUrl"));

        // The page says first what the package is. Links inside the repository lead nowhere on the page of a package.
        var readme = Text(package, "README.md");
        Assert.StartsWith($"{id} is ", readme, StringComparison.Ordinal);
        Assert.DoesNotContain("](", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_of_the_projects_home_stands_in_one_place()
    {
        string[] texts = [".cs", ".csproj", ".props", ".targets", ".md", ".sh", ".json", ".txt"];
        var places = Directory.EnumerateFiles(Repository.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System })
            .Where(file => texts.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            .Select(static file => Path.GetRelativePath(Repository.Root, file))
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is ".git" or "bin" or "obj"))
            .Where(static file => File.ReadAllText(Repository.PathOf(file)).Contains(Repository.Home, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("Directory.Build.props", string.Join(", ", places));
    }

    [Theory]
    [InlineData("HealthPoint", "net8.0")]
    [InlineData("HealthPoint", "net10.0")]
    [InlineData("HealthPoint.Abstractions", "net8.0")]
    public void Each_assembly_has_its_docs_beside_it_and_its_symbols_in_the_symbol_package(string id, string framework)
    {
        using var package = packages.Open(id);
        using var symbols = packages.Open(id, "snupkg");

        Assert.NotNull(package.GetEntry($"lib/{framework}/{id}.dll"));
        Assert.Contains("<summary>", Text(package, $"lib/{framework}/{id}.xml"), StringComparison.Ordinal);
        Assert.NotNull(symbols.GetEntry($"lib/{framework}/{id}.pdb"));
    }

    [Fact]
    public void The_generator_and_the_fixes_travel_with_the_attributes_and_nowhere_else()
    {
        using var abstractions = packages.Open("HealthPoint.Abstractions");
        using var runtime = packages.Open("HealthPoint");

        Assert.Equal(["analyzers/dotnet/cs/HealthPoint.CodeFixes.dll", "analyzers/dotnet/cs/HealthPoint.Generators.dll"], Analyzers(abstractions));
        Assert.Empty(Analyzers(runtime));
        Assert.Contains("<Using Include=\"HealthPoint\" />", Text(abstractions, "buildTransitive/HealthPoint.Abstractions.props"), StringComparison.Ordinal);

        static string[] Analyzers(ZipArchive package) =>
            [.. package.Entries.Select(static entry => entry.FullName).Where(static name => name.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void The_runtime_depends_on_the_attributes_alone_and_on_all_that_is_in_their_package()
    {
        using var package = packages.Open("HealthPoint");

        var groups = Metadata(package, "HealthPoint").Descendants().Where(static element => element.Name.LocalName is "group" && element.Parent!.Name.LocalName is "dependencies").ToArray();
        Assert.Equal("net10.0, net8.0", string.Join(", ", groups.Select(static group => group.Attribute("targetFramework")!.Value).Order(StringComparer.Ordinal)));
        Assert.All(groups, group =>
        {
            var dependency = Assert.Single(group.Elements());
            Assert.Equal("HealthPoint.Abstractions", dependency.Attribute("id")!.Value);
            Assert.Equal(packages.Version, dependency.Attribute("version")!.Value);
            // If analyzers were excluded, the application would have no generator.
            Assert.Null(dependency.Attribute("exclude"));
            Assert.Equal("All", dependency.Attribute("include")?.Value ?? "All");
        });
    }

    [Fact]
    public void The_attributes_depend_on_two_packages_of_abstractions()
    {
        using var package = packages.Open("HealthPoint.Abstractions");

        var dependencies = Metadata(package, "HealthPoint.Abstractions").Descendants()
            .Where(static element => element.Name.LocalName is "dependency")
            .Select(static element => element.Attribute("id")!.Value);
        Assert.Equal(
            "Microsoft.Extensions.DependencyInjection.Abstractions, Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
            string.Join(", ", dependencies.Order(StringComparer.Ordinal)));
    }

    private static XElement Metadata(ZipArchive package, string id) => XDocument.Parse(Text(package, id + ".nuspec")).Root!;

    private static string Value(XElement metadata, string name) => metadata.Descendants().Single(element => string.Equals(element.Name.LocalName, name, StringComparison.Ordinal)).Value;

    private static string Text(ZipArchive package, string entry)
    {
        using var reader = new StreamReader((package.GetEntry(entry) ?? throw new InvalidOperationException($"There is no {entry}.")).Open());
        return reader.ReadToEnd();
    }
}

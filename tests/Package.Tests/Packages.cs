using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

[assembly: AssemblyFixture(typeof(HealthPoint.Packaging.Packages))]

// Every test builds something, and one build keeps all processors busy.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace HealthPoint.Packaging;

/// <summary>
/// HealthPoint's packages, and a place outside the repository for applications that use them. The packages are packed once
/// from a copy of the sources, so that these tests never meet the repository's own build.
/// </summary>
public sealed class Packages : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("healthpoint-");

    /// <summary>A version that no machine has ever seen, so that no cache can answer for it.</summary>
    public string Version { get; } = "0.1.0-test." + TimeProvider.System.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>The folder in which applications can be built; its <c>NuGet.config</c> knows the packages.</summary>
    public string Workplace => Path.Combine(_root.FullName, "apps");

    private string Feed => Path.Combine(_root.FullName, "feed");

    public async ValueTask InitializeAsync()
    {
        var copy = Path.Combine(_root.FullName, "repository");
        Repository.Copy(Repository.PathOf("src"), Path.Combine(copy, "src"));
        foreach (var file in Directory.EnumerateFiles(Repository.Root))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        // The analyzers have already judged these sources.
        foreach (var project in new[] { "HealthPoint", "HealthPoint.Abstractions" })
        {
            await DotNet.BuildAsync(copy, "pack", Path.Combine("src", project), "-c", "Release", "-o", Feed, $"-p:Version={Version}", "-p:RunAnalyzers=false");
        }

        await PrepareWorkplaceAsync();
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Opens a package.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="extension"><c>nupkg</c>, or <c>snupkg</c> for the symbols.</param>
    public ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    /// <summary>Writes the files of an application or a library into the workplace.</summary>
    /// <returns>Its folder.</returns>
    public string Write(string name, params ReadOnlySpan<(string File, string Text)> files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Workplace, name)).FullName;
        foreach (var (file, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }

        return folder;
    }

    /// <summary>Copies a sample into the workplace, and lets it use the packages instead of the projects.</summary>
    /// <returns>Its folder.</returns>
    public string CopySample(string name)
    {
        var folder = Path.Combine(Workplace, name);
        Repository.Copy(Repository.PathOf("samples", name), folder);

        var path = Path.Combine(folder, name + ".csproj");
        var project = XDocument.Load(path);
        project.Descendants("Import").Remove();
        foreach (var reference in project.Descendants("ProjectReference").ToArray())
        {
            var id = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
            if (reference.Attribute("OutputItemType") is not null)
            {
                reference.Remove();
            }
            else if (id.StartsWith("HealthPoint", StringComparison.Ordinal))
            {
                reference.ReplaceWith(new XElement("PackageReference", new XAttribute("Include", id)));
            }
        }

        project.Save(path);
        return folder;
    }

    private async Task PrepareWorkplaceAsync()
    {
        // The machine's own packages are used only to save the time of fetching them again.
        var listing = await DotNet.RunAsync(_root.FullName, "nuget", "locals", "global-packages", "--list");
        var machine = listing[(listing.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();

        Directory.CreateDirectory(Workplace);
        new XDocument(new XElement(
            "configuration",
            new XElement("packageSources", Entry("local", Feed)),
            new XElement("config", Entry("globalPackagesFolder", Path.Combine(_root.FullName, "packages"))),
            new XElement("fallbackPackageFolders", Entry("machine", machine)))).Save(Path.Combine(Workplace, "NuGet.config"));

        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props"));
        versions.Root!.Add(new XElement(
            "ItemGroup",
            PackageVersion("HealthPoint"),
            PackageVersion("HealthPoint.Abstractions")));
        versions.Save(Path.Combine(Workplace, "Directory.Packages.props"));

        await File.WriteAllTextAsync(Path.Combine(Workplace, "Directory.Build.props"), """
            <Project>
              <PropertyGroup>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);

        static XElement Entry(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
        XElement PackageVersion(string id) => new("PackageVersion", new XAttribute("Include", id), new XAttribute("Version", Version));
    }
}

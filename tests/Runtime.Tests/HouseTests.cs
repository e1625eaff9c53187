using System.Globalization;
using System.Reflection;
using HealthPoint.Execution;
using NetArchTest.Rules;

namespace HealthPoint.Tests;

/// <summary>The folders of <c>src/HealthPoint</c> are namespaces, and none uses one that stands above it.</summary>
public sealed class HouseTests
{
    /// <summary>Each folder may use those before it. Public types are where users look for them, so their namespaces say nothing.</summary>
    private static readonly string[] Order =
    [
        "Secrets", "Logging", "Threading", "Configuration", "Discovery", "Settings", "Observability", "Reports", "Execution", "Disclosure", "Formats", "Endpoints", "Hosting",
    ];

    private static string Sources =>
        typeof(HouseTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key is "Sources").Value!;

    [Fact]
    public void No_folder_uses_a_later_one()
    {
        TestContext.Current.TestOutputHelper!.WriteLine(Matrix());
        for (var place = 0; place < Order.Length; place++)
        {
            Assert.All(Order[(place + 1)..], later => Assert.Empty(Users(Order[place], later)));
        }
    }

    [Fact]
    public void Every_folder_has_a_place_in_the_order() =>
        Assert.Equal(Order.Order(StringComparer.Ordinal), FilesByFolder().Select(static files => files.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_internal_type_has_the_namespace_of_its_folder() =>
        Assert.All(FilesByFolder().SelectMany(static files => files.Select(file => (Folder: files.Key, Source: File.ReadAllText(file), file))), static file =>
        {
            if (!file.Source.Contains("\npublic ", StringComparison.Ordinal))
            {
                Assert.Contains($"namespace HealthPoint.{file.Folder};", file.Source);
            }
        });

    private static IEnumerable<IGrouping<string, string>> FilesByFolder() => Directory
        .EnumerateDirectories(Sources)
        .Where(static folder => Path.GetFileName(folder) is not ("bin" or "obj"))
        .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.cs"))
        .GroupBy(static file => Path.GetFileName(Path.GetDirectoryName(file)!), StringComparer.Ordinal);

    /// <summary>The types of one folder that use any of another.</summary>
    private static IEnumerable<string> Users(string folder, string used) =>
        Types.InAssembly(typeof(HealthPointRunner).Assembly)
            .That().ResideInNamespace($"HealthPoint.{folder}")
            .And().HaveDependencyOnAny($"HealthPoint.{used}")
            .GetTypes()
            .Select(static type => type.FullName);

    /// <summary>How many types of each folder (down) use each folder (across).</summary>
    private static string Matrix()
    {
        string[] rows =
        [
            $"{"",-14}{string.Concat(Order.Select(static folder => $"{folder[..Math.Min(6, folder.Length)],8}"))}",
            .. Order.Select(static folder =>
                $"{folder,-14}{string.Concat(Order.Select(used => (ReferenceEquals(used, folder) ? "-" : Users(folder, used).Count().ToString(CultureInfo.InvariantCulture)).PadLeft(8)))}"),
        ];
        return string.Join('\n', rows);
    }
}

using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Documents;

/// <summary>A link leads somewhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Paths { get; } = [.. Document.All.Select(static page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_files_and_headings_that_a_page_links_to_are_there(string path)
    {
        var page = Document.All.Single(page => string.Equals(page.Path, path, StringComparison.Ordinal));
        var folder = Path.GetDirectoryName(Path.Combine(SdkReferences.Repository, page.Path))!;
        foreach (var link in page.Links.Where(static link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var target = file.Length > 0 ? Path.GetFullPath(Path.Combine(folder, file)) : Path.Combine(SdkReferences.Repository, page.Path);
            Assert.True(File.Exists(target) || Directory.Exists(target), $"{page.Path}: {link}");
            if (anchor is not null)
            {
                var linked = Document.All.Single(other => string.Equals(Path.GetFullPath(Path.Combine(SdkReferences.Repository, other.Path)), target, StringComparison.Ordinal));
                Assert.True(linked.Anchors.Contains(anchor, StringComparer.Ordinal), $"{page.Path}: {link}; there are {string.Join(", ", linked.Anchors)}");
            }
        }
    }

    [Fact]
    public void Links_are_found() => Assert.True(Document.All.Sum(static page => page.Links.Count) > 50);
}

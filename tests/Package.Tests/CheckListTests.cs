namespace HealthPoint.Packaging;

/// <summary>The list of checks in a real build, switched on with the lines of its page.</summary>
public sealed class CheckListTests(Packages packages)
{
    private const string Source = "internal static class Health { [HealthCheck(\"disk\")] internal static bool Disk() => Environment.TickCount64 > 0; }";

    [Fact]
    public async Task A_check_that_vanishes_breaks_the_build()
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "check-list.md"), TestContext.Current.CancellationToken);
        var folder = packages.Write(
            "Listed",
            ("Listed.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net8.0</TargetFramework>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="HealthPoint.Abstractions" />
                  </ItemGroup>
                  {page.Split("```xml")[1].Split("```")[0]}
                </Project>
                """),
            ("HealthChecks.txt", "# ours\r\ndisk\r\n"),
            ("Health.cs", Source));
        await DotNet.BuildAsync(folder, "build");

        packages.Write("Listed", ("Health.cs", Source.Replace("[HealthCheck(\"disk\")] ", "", StringComparison.Ordinal)));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => DotNet.BuildAsync(folder, "build", "--no-restore"));
        Assert.Contains("HealthChecks.txt(2,1): error HP076: 'disk' stands in HealthChecks.txt", failure.Message, StringComparison.Ordinal);
    }
}

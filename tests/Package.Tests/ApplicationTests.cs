namespace HealthPoint.Packaging;

/// <summary>Applications that have nothing but the packages.</summary>
public sealed class ApplicationTests(Packages packages)
{
    private const string Output = "bin";

    [Fact]
    public async Task The_sample_works_with_the_packages_as_it_does_with_the_projects()
    {
        packages.CopySample("Shop");
        var folder = packages.CopySample("WebApp");
        await DotNet.BuildAsync(folder, "build", "-o", Output);

        await using var application = await RunningApplication.StartAsync(folder, Path.Combine(Output, "WebApp.dll"));

        Assert.Equal((500, "{}"), await application.GetAsync("/health/"));
        Assert.Equal((500, "{}"), await application.GetAsync("/health/", "john:wrong"));
        Assert.Equal(
            (500, """{"success":{"Shop.ShopHealth.UserSignup":"last signup was 2 hours ago","orders":"2 of at most 100 open orders","content-root":"appsettings.json can be read"},"error":{"payments":"orders that wait for their payment for more than a day: 1","warehouse":"no answer from Server=warehouse;User Id=shop;Password=***;Timeout=2"},"warning":{"stock":"sold out: Sugar tongs"}}"""),
            await application.GetAsync("/health/", "john:doe"));
        Assert.Equal((200, "{}"), await application.GetAsync("/health/ready/"));
        Assert.Contains("HealthPoint: 6 checks from 2 assemblies (Shop 5, AddHealthChecks 1)", application.Output, StringComparison.Ordinal);
        Assert.True(await application.StopAsync() is 0, application.Output);
    }

    [Fact]
    public async Task The_first_program_of_the_readme_finds_an_internal_check_of_a_library_in_old_fashioned_csharp()
    {
        packages.Write(
            "Old",
            ("Old.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net8.0</TargetFramework>
                    <LangVersion>9</LangVersion>
                    <ImplicitUsings>disable</ImplicitUsings>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="HealthPoint.Abstractions" />
                  </ItemGroup>
                </Project>
                """),
            ("Ledger.cs", """
                using System.Threading;
                using System.Threading.Tasks;
                using HealthPoint;

                namespace Old
                {
                    internal sealed class Ledger
                    {
                        [HealthCheck]
                        internal async Task<(bool, string?)> Balance(int debit, CancellationToken cancellation, int credit = 3)
                        {
                            await Task.Yield();
                            cancellation.ThrowIfCancellationRequested();
                            return (debit == credit, $"{debit} = {credit}");
                        }
                    }
                }
                """));
        var folder = packages.Write(
            "First",
            ("First.csproj", """
                <Project Sdk="Microsoft.NET.Sdk.Web">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="HealthPoint" />
                    <ProjectReference Include="../Old/Old.csproj" />
                  </ItemGroup>
                </Project>
                """),
            ("Program.cs", await File.ReadAllTextAsync(Repository.PathOf("samples", "Minimal", "Program.cs"), TestContext.Current.CancellationToken)));
        await DotNet.BuildAsync(folder, "build", "-o", Output);

        await using var application = await RunningApplication.StartAsync(
            folder,
            Path.Combine(Output, "First.dll"),
            "--HealthPoint:BasicAuth:Username=john",
            "--HealthPoint:BasicAuth:Password=doe",
            "--HealthPoint:CacheDuration=0",
            "--HealthPoint:Checks:Old.Ledger.Balance:Arguments:debit=3");

        Assert.Equal((500, "{}"), await application.GetAsync("/health/"));
        Assert.Equal(
            (500, """{"success":{"Old.Ledger.Balance":"3 = 3","Health.Disk":"OK"},"error":{"Health.Uploads":"looked for the folder uploads"}}"""),
            await application.GetAsync("/health/", "john:doe"));

        Directory.CreateDirectory(Path.Combine(folder, "uploads"));
        Assert.Equal((200, "{}"), await application.GetAsync("/health/"));
        Assert.True(await application.StopAsync() is 0, application.Output);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

var services = new ServiceCollection();
services.AddHealthPoint().AddCheck("a", () => (false, "why"));
await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
Console.WriteLine($"{report.Status}: {report.Entries["a"].Description}");

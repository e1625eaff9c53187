extern alias minimal;

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace HealthPoint.Samples;

/// <summary>samples/Minimal with the credentials that the README passes on the command line.</summary>
public sealed class MinimalServer : WebApplicationFactory<minimal::Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("HealthPoint:BasicAuth:Username", "john");
        builder.UseSetting("HealthPoint:BasicAuth:Password", "doe");
    }
}

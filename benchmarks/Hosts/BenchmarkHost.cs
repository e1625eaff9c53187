using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Benchmarks;

/// <summary>Builds the application of a <see cref="Setup"/>, as its user would: a whole <c>WebApplication</c> on Kestrel.</summary>
public static class BenchmarkHost
{
    /// <summary>Where the contender answers.</summary>
    public const string HealthPath = "/health/";

    /// <summary>The user who may see details.</summary>
    public const string Username = "john", Password = "doe";

    /// <summary>What <see cref="HttpRequest"/>s of that user have in their header <c>Authorization</c>.</summary>
    public static string Authorization => "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Username}:{Password}"));

    /// <summary>Builds the application. It listens on a free port of the loopback interface once it is started.</summary>
    public static WebApplication Build(Setup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = setup.ChecksAssembly,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        if (setup.Contender != Contender.MapHealthPoint)
        {
            AddDelegates(builder.Services.AddHealthChecks(), setup);
        }

        if (setup.Contender != Contender.MapHealthChecks)
        {
            Configure(builder.Configuration, setup);
            builder.Services.AddHealthPoint();
        }

        var app = builder.Build();
        if (setup.Contender == Contender.MapHealthPoint)
        {
            app.MapHealthPoint(HealthPath, options => options.Predicate = setup.HasPredicate ? IsOfBenchmark : null);
        }
        else
        {
            app.MapHealthChecks(HealthPath, new HealthCheckOptions { Predicate = setup.HasPredicate ? IsOfBenchmark : null });
        }

        return app;
    }

    private static bool IsOfBenchmark(HealthCheckRegistration check) => check.Tags.Contains("benchmark");

    private static void Configure(ConfigurationManager configuration, Setup setup)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["HealthPoint:BasicAuth:Username"] = Username,
            ["HealthPoint:BasicAuth:Password"] = Password,
            ["HealthPoint:AllowAnonymousSelection"] = "true",
        };
        if (!setup.IsCached)
        {
            settings["HealthPoint:CacheDuration"] = "0";
        }

        configuration.AddInMemoryCollection(settings);
    }

    private static void AddDelegates(IHealthChecksBuilder checks, Setup setup)
    {
        string[] tags = ["benchmark"];
        for (var i = 0; i < setup.Checks; i++)
        {
            var number = i;
            var name = string.Create(CultureInfo.InvariantCulture, $"check-{number:000}");
            switch (setup.Kind)
            {
                case CheckKind.Waiting:
                    checks.AddAsyncCheck(name, async cancellation =>
                    {
                        await Work.WaitAsync(number, cancellation);
                        return HealthCheckResult.Healthy();
                    }, tags);
                    break;
                case CheckKind.Blocking:
                    checks.AddCheck(name, () =>
                    {
                        Work.Block();
                        return HealthCheckResult.Healthy();
                    }, tags);
                    break;
                default:
                    checks.AddCheck(name, static () => HealthCheckResult.Healthy(), tags);
                    break;
            }
        }
    }
}

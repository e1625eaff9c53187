namespace HealthPoint.Generator.Tests.Documents;

/// <summary>What the documentation leaves to the reader: his own types, and packages that the tests do not restore.</summary>
internal static class Surroundings
{
    /// <summary>What the SDK's implicit usings are in a web application, and the package's own.</summary>
    public const string ImplicitUsings =
        """
        global using global::HealthPoint;
        global using global::Microsoft.AspNetCore.Builder;
        global using global::Microsoft.AspNetCore.Hosting;
        global using global::Microsoft.AspNetCore.Http;
        global using global::Microsoft.AspNetCore.Routing;
        global using global::Microsoft.Extensions.Configuration;
        global using global::Microsoft.Extensions.DependencyInjection;
        global using global::Microsoft.Extensions.Hosting;
        global using global::Microsoft.Extensions.Logging;
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Net.Http.Json;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    /// <summary>Types that a reader has.</summary>
    public const string Types =
        """
        using Microsoft.EntityFrameworkCore;

        internal sealed class User { public int Id { get; set; } public DateTimeOffset JoinedAt { get; set; } }
        internal sealed class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options) { public DbSet<User> Users => Set<User>(); }
        internal interface IPagerClient { void Call(string text); }
        internal interface IWorkers { Task<bool> IsAliveAsync(string hostname, CancellationToken cancellation); }
        """;

    /// <summary>The members that are called of OpenTelemetry and of the HealthChecks UI, in the namespaces where they are.</summary>
    public const string Packages =
        """
        namespace OpenTelemetry
        {
            public sealed class OpenTelemetryBuilder
            {
                public OpenTelemetryBuilder WithMetrics(Action<Metrics.MeterProviderBuilder> configure) => this;
                public OpenTelemetryBuilder WithTracing(Action<Trace.TracerProviderBuilder> configure) => this;
            }
        }

        namespace OpenTelemetry.Metrics
        {
            public abstract class MeterProviderBuilder { public abstract MeterProviderBuilder AddMeter(params string[] names); }
            public static class PrometheusExporterMeterProviderBuilderExtensions
            {
                public static MeterProviderBuilder AddPrometheusExporter(this MeterProviderBuilder builder) => builder;
            }
        }

        namespace OpenTelemetry.Trace
        {
            public abstract class TracerProviderBuilder { public abstract TracerProviderBuilder AddSource(params string[] names); }
            public static class OtlpTraceExporterHelperExtensions
            {
                public static TracerProviderBuilder AddOtlpExporter(this TracerProviderBuilder builder) => builder;
            }
        }

        namespace HealthChecks.UI.Client
        {
            public static class UIResponseWriter
            {
                public static System.Threading.Tasks.Task WriteHealthCheckUIResponse(Microsoft.AspNetCore.Http.HttpContext context, Microsoft.Extensions.Diagnostics.HealthChecks.HealthReport report) =>
                    System.Threading.Tasks.Task.CompletedTask;
            }
        }

        namespace HealthChecks.UI.Configuration
        {
            public sealed class Settings
            {
                public Settings ConfigureApiEndpointHttpclient(Action<IServiceProvider, System.Net.Http.HttpClient> configure) => this;
            }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            public static class PackageExtensions
            {
                public static OpenTelemetry.OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services) => new();
                public static void AddHealthChecksUI(this IServiceCollection services, Action<HealthChecks.UI.Configuration.Settings> configure) { }
            }
        }
        """;
}

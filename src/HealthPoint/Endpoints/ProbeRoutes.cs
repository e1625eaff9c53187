using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace HealthPoint.Endpoints;

/// <summary>
/// The endpoint of one mapping, apart from the application's own, so that it can be built alone: an application with
/// hundreds of handlers takes seconds to build, and would take them a second time.
/// </summary>
internal sealed class ProbeRoutes(IServiceProvider services, string pattern) : EndpointDataSource, IEndpointRouteBuilder
{
    private volatile IReadOnlyList<Endpoint>? _grouped;

    private string Pattern { get; } = pattern.Trim('/');

    public IServiceProvider ServiceProvider => services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public override IReadOnlyList<Endpoint> Endpoints => [.. DataSources.SelectMany(static source => source.Endpoints)];

    /// <summary>As their group has built them, with its prefix and conventions; <see langword="null"/> where none has.</summary>
    public IReadOnlyList<Endpoint>? Grouped => _grouped;

    /// <summary>Whether another mapping has the same pattern, as routing compares them.</summary>
    public bool IsSameAs(ProbeRoutes other) => string.Equals(Pattern, other.Pattern, StringComparison.OrdinalIgnoreCase);

    public override IReadOnlyList<Endpoint> GetGroupedEndpoints(RouteGroupContext context) =>
        _grouped = [.. DataSources.SelectMany(source => source.GetGroupedEndpoints(context))];

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
}

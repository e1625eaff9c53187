using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace HealthPoint.Endpoints;

/// <summary>
/// The endpoint of one mapping, kept apart from the application's own endpoints so that it can be built alone. An application
/// with hundreds of handlers takes seconds to build; building it here would cost them a second time.
/// </summary>
internal sealed class ProbeRoutes(IServiceProvider services, string pattern) : EndpointDataSource, IEndpointRouteBuilder
{
    private volatile IReadOnlyList<Endpoint>? _grouped;

    private string Pattern { get; } = pattern.Trim('/');

    public IServiceProvider ServiceProvider => services;

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public override IReadOnlyList<Endpoint> Endpoints => [.. DataSources.SelectMany(static source => source.Endpoints)];

    /// <summary>The endpoints as their group has built them, with its prefix and conventions; <see langword="null"/> where no group has.</summary>
    public IReadOnlyList<Endpoint>? Grouped => _grouped;

    /// <summary>Whether another mapping has the same pattern, as routing compares them.</summary>
    public bool IsSameAs(ProbeRoutes other) => string.Equals(Pattern, other.Pattern, StringComparison.OrdinalIgnoreCase);

    public override IReadOnlyList<Endpoint> GetGroupedEndpoints(RouteGroupContext context) =>
        _grouped = [.. DataSources.SelectMany(source => source.GetGroupedEndpoints(context))];

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(CancellationToken.None);

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
}

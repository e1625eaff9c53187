using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HealthPoint.Endpoints;

/// <summary>
/// The literal paths of our endpoints, with the prefixes of their groups. Paths with parameters are not among them. They match
/// as in routing: in any case, with and without a trailing slash. Thread-safe; a lookup allocates nothing.
/// </summary>
/// <param name="application">All endpoints of the application, once its pipeline is built.</param>
internal sealed class ProbePaths(EndpointDataSource? application = null)
{
    private ImmutableArray<Mapping> _mappings = [];
    private volatile Known? _known;
    private volatile bool _allBuilt;

    /// <summary>Announces an endpoint.</summary>
    /// <param name="routes">The routes that hold it.</param>
    /// <param name="pattern">Its pattern as mapped, without the prefixes of its groups.</param>
    public void Add(ProbeRoutes routes, string pattern)
    {
        if (Path(RoutePatternFactory.Parse(pattern)) is { } ending)
        {
            ImmutableInterlocked.Update(ref _mappings, static (mappings, mapping) => mappings.Add(mapping), new Mapping(routes, ending));
        }
    }

    /// <summary>The path of ours that equals this one, without <c>PathBase</c>; <see langword="null"/> where there is none.</summary>
    public ProbePath? Find(PathString path)
    {
        var value = path.Value ?? "";
        var mappings = _mappings;
        if (_known is not { } known || known.IsOutdated(mappings))
        {
            _known = known = Read(mappings);
        }

        if (!known.Paths.TryGetValue(value, out var found) && known.MayHide(value))
        {
            // Only a group knows its prefix, and only once the whole application is built. Routing has built it, unless this is the
            // first request. So the application is built here only when a request may be asking for a path in such a group.
            _ = application!.Endpoints;
            _allBuilt = true;
            _known = known = Read(mappings);
            known.Paths.TryGetValue(value, out found);
        }

        return found;
    }

    private Known Read(ImmutableArray<Mapping> mappings)
    {
        var hidden = ImmutableArray.CreateBuilder<Mapping>();
        var ours = new Dictionary<string, List<RouteEndpoint>>(StringComparer.OrdinalIgnoreCase);
        foreach (var mapping in mappings)
        {
            if (EndpointsOf(mapping.Routes) is not { } endpoints)
            {
                hidden.Add(mapping);
                continue;
            }

            foreach (var endpoint in endpoints.OfType<RouteEndpoint>().Where(IsOurs))
            {
                if (Path(endpoint.RoutePattern) is { } path)
                {
                    (ours.TryGetValue(path, out var there) ? there : ours[path] = []).Add(endpoint);
                }
            }
        }

        var paths = new Dictionary<string, ProbePath>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, endpoints) in ours)
        {
            // Where two endpoints share a path, only routing knows which of them is meant.
            paths[path] = paths[path + "/"] = new ProbePath(endpoints is [var only] && MayAnswerFirst(only) ? only : null, HostsOf(endpoints));
        }

        return new Known(mappings, hidden.ToImmutable(), paths.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    private IReadOnlyList<Endpoint>? EndpointsOf(ProbeRoutes routes)
    {
        if (routes.Grouped is { } grouped)
        {
            return grouped;
        }

        if (application is not CompositeEndpointDataSource all || all.DataSources.Contains(routes))
        {
            return routes.Endpoints;
        }

        return _allBuilt ? [] : null;
    }

    // A convention may have taken our mark away, or the endpoint out of routing.
    private static bool IsOurs(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HealthProbeMetadata>() is not null
        && endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is not { SuppressMatching: true };

    private static string[]? HostsOf(List<RouteEndpoint> endpoints)
    {
        var hosts = endpoints.ConvertAll(static endpoint => endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? []);
        return hosts.Exists(static required => required.Count == 0) ? null : [.. hosts.SelectMany(static required => required)];
    }

    // If the application has asked for something that a middleware does, the endpoint must not answer before it.
    private static bool MayAnswerFirst(RouteEndpoint endpoint) =>
        endpoint.RequestDelegate is not null
        && endpoint.Metadata.GetMetadata<HealthProbeMetadata>() is { AnswersFirst: true }
        && !endpoint.Metadata.Any(static item => item
            is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData
            or ICorsMetadata
            or IHostMetadata
            or IHttpMethodMetadata
            or EnableRateLimitingAttribute);

    // The root is the empty path. Only literals count: a pattern with a parameter has many paths.
    private static string? Path(RoutePattern pattern) => pattern.Parameters.Count > 0
        ? null
        : string.Concat(pattern.PathSegments.Select(static segment => "/" + string.Concat(segment.Parts.Select(static part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));

    /// <summary>One of our endpoints, as it was mapped.</summary>
    /// <param name="Routes">The routes that hold the endpoint.</param>
    /// <param name="Ending">What its path ends with.</param>
    private sealed record Mapping(ProbeRoutes Routes, string Ending);

    /// <summary>The paths that are known so far.</summary>
    /// <param name="Mappings">The mappings that were read.</param>
    /// <param name="Hidden">The mappings in groups that are not built yet.</param>
    /// <param name="Paths">The known paths, each with and without a trailing slash.</param>
    private sealed record Known(ImmutableArray<Mapping> Mappings, ImmutableArray<Mapping> Hidden, FrozenDictionary<string, ProbePath> Paths)
    {
        public bool IsOutdated(ImmutableArray<Mapping> mappings)
        {
            foreach (var mapping in Hidden)
            {
                if (mapping.Routes.Grouped is not null)
                {
                    return true;
                }
            }

            return Mappings != mappings;
        }

        public bool MayHide(string path)
        {
            var trimmed = path.EndsWith('/') ? path.AsSpan(0, path.Length - 1) : path;
            foreach (var mapping in Hidden)
            {
                if (trimmed.EndsWith(mapping.Ending, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }
}

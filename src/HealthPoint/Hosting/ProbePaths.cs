using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace HealthPoint;

/// <summary>
/// The literal paths of our endpoints, with the prefixes of their groups; those with parameters are not among them. As
/// routing has it: whatever the case, with and without a trailing slash. Thread-safe; a lookup allocates nothing.
/// </summary>
internal sealed class ProbePaths(EndpointDataSource? endpoints = null)
{
    // What has been mapped, without the prefixes, which only the built endpoints know.
    private ImmutableArray<string> _endings = [];
    private volatile Known? _known;

    /// <summary>Announces an endpoint.</summary>
    /// <param name="pattern">Its pattern as mapped, without the prefixes of its groups.</param>
    public void Expect(string pattern)
    {
        if (Path(RoutePatternFactory.Parse(pattern)) is { } path)
        {
            ImmutableInterlocked.Update(ref _endings, static (endings, ending) => endings.Contains(ending) ? endings : endings.Add(ending), path);
        }
    }

    /// <summary>What stands at this path, <c>PathBase</c> removed; <see langword="null"/> where it is none of ours.</summary>
    public ProbePath? Find(PathString path)
    {
        var value = path.Value ?? "";

        // To build the endpoints a second time takes as long as the first: not before somebody may be asking for one of ours.
        return MayBeOurs(value) && Current.Paths.TryGetValue(value, out var found) ? found : null;
    }

    private Known Current
    {
        get
        {
            var known = _known;
            if (known is null || known.Token.HasChanged)
            {
                // The token first: a change while the endpoints are read is seen the next time.
                var token = endpoints!.GetChangeToken();
                _known = known = new Known(token, Read(endpoints));
            }

            return known;
        }
    }

    private bool MayBeOurs(string path)
    {
        if (endpoints is null)
        {
            return false;
        }

        var trimmed = path.EndsWith('/') ? path.AsSpan(0, path.Length - 1) : path;
        foreach (var ending in _endings)
        {
            if (trimmed.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenDictionary<string, ProbePath> Read(EndpointDataSource endpoints)
    {
        var ours =
            from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<HealthProbeMetadata>() is not null
                && endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is not { SuppressMatching: true }
            let path = Path(endpoint.RoutePattern)
            where path is not null
            group endpoint by path;

        // Of two at one path, routing knows which is meant.
        return ours
            .Select(static path => (Path: path.Key, Probe: new ProbePath(path.Count() == 1 ? path.Where(MayAnswerFirst).SingleOrDefault() : null)))
            .SelectMany(static path => new[] { KeyValuePair.Create(path.Path, path.Probe), KeyValuePair.Create(path.Path + "/", path.Probe) })
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    // Whoever asked for something that a middleware has to do gets it.
    private static bool MayAnswerFirst(RouteEndpoint endpoint) =>
        endpoint.RequestDelegate is not null
        && endpoint.Metadata.GetMetadata<HealthProbeMetadata>() is { AnswersFirst: true }
        && !endpoint.Metadata.Any(static item => item
            is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData
            or ICorsMetadata
            or IHostMetadata
            or IHttpMethodMetadata
            or EnableRateLimitingAttribute);

    // The root is the empty path. Literal parts alone: a parameter makes it many paths.
    private static string? Path(RoutePattern pattern) => pattern.Parameters.Count > 0
        ? null
        : string.Concat(pattern.PathSegments.Select(static segment => "/" + string.Concat(segment.Parts.Select(static part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))));

    private sealed record Known(IChangeToken Token, FrozenDictionary<string, ProbePath> Paths);
}

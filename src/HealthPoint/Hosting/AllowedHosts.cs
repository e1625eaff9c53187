using HealthPoint.Threading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace HealthPoint.Hosting;

/// <summary>Tells which hosts the framework's host filter lets pass. Thread-safe; it reads the filter's options and changes nothing.</summary>
internal sealed class AllowedHosts(IOptionsMonitor<HostFilteringOptions> options)
{
    private readonly PerState<HostFilteringOptions, Rules> _rules = new(Rules.Of);

    /// <summary>
    /// Whether a start-up filter is the framework's host filter. The web host's defaults add it first, and it is the outermost of theirs.
    /// Its type is internal and may be renamed, so it is known by its assembly and its place.
    /// </summary>
    public static bool IsHostFilter(ServiceDescriptor service) =>
        service.ServiceType == typeof(IStartupFilter) && !service.IsKeyedService && service.ImplementationType?.Assembly == typeof(WebApplication).Assembly;

    /// <summary>A host that the filter lets pass; <see langword="null"/> where its configuration holds none.</summary>
    public string? Substitute => Current.Substitute;

    private Rules Current => _rules.Of(options.CurrentValue);

    /// <summary>Whether the filter lets a request with this host pass.</summary>
    public bool Allow(string host)
    {
        var rules = Current;
        if (host.Length == 0)
        {
            return rules.Options.AllowEmptyHosts;
        }

        return rules.Hosts is not { } hosts || Matches(host, hosts);
    }

    private static bool Matches(string host, IList<StringSegment> patterns)
    {
        try
        {
            return HostString.MatchesAny(host, patterns);
        }
        catch (FormatException)
        {
            // The port is no number.
            return false;
        }
    }

    /// <summary>The filter's options as they were read once.</summary>
    /// <param name="Options">The options that were read.</param>
    /// <param name="Hosts">The patterns; <see langword="null"/> where every host may pass.</param>
    /// <param name="Substitute">A host that may pass.</param>
    private sealed record Rules(HostFilteringOptions Options, IList<StringSegment>? Hosts, string? Substitute)
    {
        // Without any host the filter refuses to start, so there is no filter to satisfy.
        public static Rules Of(HostFilteringOptions options)
        {
            var patterns = (options.AllowedHosts ?? []).Select(static host => new HostString(host).ToUriComponent()).ToArray();
            if (patterns.Length == 0 || patterns.Any(static host => host is "*" or "[::]" or "0.0.0.0"))
            {
                return new Rules(options, Hosts: null, "localhost");
            }

            var hosts = patterns.Select(static host => new StringSegment(host)).ToArray();
            return new Rules(
                options,
                hosts,
                patterns
                    .Select(static host => host.StartsWith("*.", StringComparison.Ordinal) ? "health" + host[1..] : host)
                    .FirstOrDefault(host => host.Length > 0 && Matches(host, hosts)));
        }
    }
}

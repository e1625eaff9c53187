using Microsoft.AspNetCore.Routing;

namespace HealthPoint;

/// <summary>A literal path of one of our endpoints.</summary>
/// <param name="First">The endpoint, where it may answer before all other middleware.</param>
internal sealed record ProbePath(RouteEndpoint? First);

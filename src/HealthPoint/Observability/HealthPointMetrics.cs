using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HealthPoint;

/// <summary>The meter and the activity source, both called <c>HealthPoint</c>.</summary>
internal sealed class HealthPointMetrics
{
    private const string Name = "HealthPoint";

    public static readonly ActivitySource Activities = new(Name);

    private readonly Counter<long> _rejected;

    public HealthPointMetrics(IMeterFactory factory) =>
        _rejected = factory.Create(Name).CreateCounter<long>(
            "healthpoint.auth.rejected", "{attempt}", "Basic credentials for a health endpoint that were wrong or malformed.");

    public void CredentialsRejected() => _rejected.Add(1);
}

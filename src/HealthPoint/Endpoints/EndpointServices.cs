using Microsoft.Extensions.Logging;

namespace HealthPoint;

/// <summary>What all endpoints that report have in common.</summary>
internal sealed record EndpointServices(CheckTable Table, SettingsMonitor Settings, Gatekeeper Gatekeeper, HealthPointRunner Runner, ILogger<EndpointServices> Logger);

using HealthPoint.Disclosure;
using HealthPoint.Discovery;
using HealthPoint.Execution;
using HealthPoint.Settings;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Endpoints;

/// <summary>The services that all reporting endpoints use.</summary>
internal sealed record EndpointServices(CheckTable Table, SettingsMonitor Settings, Gatekeeper Gatekeeper, HealthPointRunner Runner, ILogger<EndpointServices> Logger);

using HealthPoint.Configuration;
using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Discovery;

/// <summary>One health check, wherever it comes from: what it is called, what it declares, how it is run.</summary>
internal abstract class Check(string name, string origin, string member)
{
    public string Name { get; } = name;

    /// <summary>The assembly, or the method of the set-up code, that contributed it.</summary>
    public string Origin { get; } = origin;

    /// <summary>What bears the check, for messages.</summary>
    public string Member { get; } = member;

    /// <summary>What the check says of itself; code and configuration may say otherwise.</summary>
    public required CheckOptions Declared { get; init; }

    /// <summary>The parameters that come from the configuration.</summary>
    public IReadOnlyList<HealthArgument> Arguments { get; init; } = [];

    /// <summary>What a run needs.</summary>
    public virtual HealthTraits Traits => HealthTraits.Services | HealthTraits.Cancellation;

    /// <summary>Runs the check once. May throw at once, later, or never return.</summary>
    /// <param name="run">Services, arguments and cancellation.</param>
    /// <param name="registration">The check's registration as the settings say now.</param>
    public abstract ValueTask<HealthCheckResult> InvokeAsync(HealthInvocation run, HealthCheckRegistration registration);

    public override string ToString() => $"{Origin} ({Member})";
}

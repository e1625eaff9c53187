using HealthPoint.Configuration;
using HealthPoint.Contract;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Discovery;

/// <summary>One health check, from whatever source: its name, what it declares, and how it is run.</summary>
internal abstract class Check(string name, string origin, string member)
{
    public string Name { get; } = name;

    /// <summary>The assembly, or the method of the set-up code, that contributed the check.</summary>
    public string Origin { get; } = origin;

    /// <summary>The member that is the check, for messages.</summary>
    public string Member { get; } = member;

    /// <summary>The options that the check itself declares. Code and configuration may override them.</summary>
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

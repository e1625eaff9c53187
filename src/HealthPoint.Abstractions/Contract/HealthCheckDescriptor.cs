using System.ComponentModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Contract;

/// <summary>What a <see cref="HealthCheckAttribute"/> says. Built by generated code. Immutable.</summary>
/// <param name="module">The module that runs the check.</param>
/// <param name="index">The check's number within the module.</param>
/// <param name="name">The check's name.</param>
/// <param name="member">The method that bears the attribute.</param>
/// <param name="traits">What a run needs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HealthCheckDescriptor(HealthPointModule module, int index, string name, string member, HealthTraits traits)
    : HealthMemberDescriptor(module, index, name, member, traits)
{
    /// <summary>The background period in seconds, or <see langword="null"/> where the attribute does not say.</summary>
    public double? RefreshSeconds { get; init; }

    /// <summary>
    /// How many failed runs in a row turn a good verdict into a bad one, or <see langword="null"/> where the attribute does not say.
    /// </summary>
    public int? FailureThreshold { get; init; }

    /// <summary>What a failure means. Default: <see cref="HealthStatus.Unhealthy"/>.</summary>
    public HealthStatus FailureStatus { get; init; } = HealthStatus.Unhealthy;

    /// <summary>Names of the checks this one depends on. Default: none.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The check for messages.</summary>
    /// <returns><c>the check 'name' (Namespace.Type.Method)</c>.</returns>
    public override string ToString() => $"the check '{Name}' ({Member})";
}

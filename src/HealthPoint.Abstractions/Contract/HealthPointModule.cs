using System.ComponentModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Contract;

/// <summary>
/// The health checks and stats of one assembly. The source generator emits one public module for each assembly and
/// names it in a <see cref="HealthPointModuleAttribute"/>. The class is not meant to be derived from by hand.
/// </summary>
/// <remarks>
/// A module keeps no state, so several threads may call its members at once. New members of this contract are virtual, so
/// that an assembly compiled against an older version keeps working.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class HealthPointModule
{
    /// <summary>The version of the contract between generated code and this assembly.</summary>
    public const int ContractVersion = 1;

    /// <summary>Adds the modules of the referenced assemblies, then this assembly's own checks and stats.</summary>
    /// <param name="catalog">What collects them.</param>
    public abstract void Register(HealthPointCatalog catalog);

    /// <summary>
    /// Starts one check. This method itself throws what the check's method, a constructor or a service throws before the first
    /// <c>await</c>; any later exception ends in the returned task.
    /// </summary>
    /// <param name="check">The <see cref="HealthMemberDescriptor.Index"/> the check was registered with.</param>
    /// <param name="run">Services, arguments and cancellation of this run.</param>
    /// <returns>The verdict. A failure is <see cref="HealthStatus.Unhealthy"/> here, whatever the check's failure status is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The module has no such check.</exception>
    public virtual ValueTask<HealthCheckResult> RunCheckAsync(int check, HealthInvocation run) =>
        throw new ArgumentOutOfRangeException(nameof(check), check, $"{GetType()} has no such check.");

    /// <summary>Starts one stat; see <see cref="RunCheckAsync"/>.</summary>
    /// <param name="stat">The <see cref="HealthMemberDescriptor.Index"/> the stat was registered with.</param>
    /// <param name="run">Services, arguments and cancellation of this run.</param>
    /// <returns>The facts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The module has no such stat.</exception>
    public virtual ValueTask<IReadOnlyDictionary<string, object?>> RunStatAsync(int stat, HealthInvocation run) =>
        throw new ArgumentOutOfRangeException(nameof(stat), stat, $"{GetType()} has no such stat.");
}

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace HealthPoint.Contract;

/// <summary>Names the <see cref="HealthPointModule"/> of an assembly. Emitted by the source generator.</summary>
/// <param name="module">A public type derived from <see cref="HealthPointModule"/>.</param>
/// <param name="contractVersion">The <see cref="HealthPointModule.ContractVersion"/> the module was generated for.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HealthPointModuleAttribute(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type module,
    int contractVersion) : Attribute
{
    /// <summary>The assembly's module.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type Module { get; } = module;

    /// <summary>The contract version the module was generated for.</summary>
    public int ContractVersion { get; } = contractVersion;
}

using System.ComponentModel;

namespace HealthPoint.Contract;

/// <summary>What a <see cref="HealthStatAttribute"/> says. Built by generated code. Immutable.</summary>
/// <param name="module">The module that runs the stat.</param>
/// <param name="index">The stat's number within the module.</param>
/// <param name="name">The stat's name.</param>
/// <param name="member">The method that bears the attribute.</param>
/// <param name="traits">What a run needs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HealthStatDescriptor(HealthPointModule module, int index, string name, string member, HealthTraits traits)
    : HealthMemberDescriptor(module, index, name, member, traits)
{
    /// <summary>The stat for messages.</summary>
    /// <returns><c>the stat 'name' (Namespace.Type.Method)</c>.</returns>
    public override string ToString() => $"the stat '{Name}' ({Member})";
}

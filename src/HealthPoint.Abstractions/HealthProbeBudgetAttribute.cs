namespace HealthPoint;

/// <summary>
/// States how long a probe may take, so that the compiler can compare it with the deadlines of the checks that bear
/// the probe's tag.
/// </summary>
/// <param name="tag">The probe's tag, for example <see cref="HealthTags.Ready"/>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class HealthProbeBudgetAttribute(string tag) : Attribute
{
    /// <summary>The tag whose checks must fit into the budget.</summary>
    public string Tag { get; } = tag;

    /// <summary>The probe's own timeout in seconds (for Kubernetes <c>timeoutSeconds</c>, 1 by default). Default: 1.</summary>
    public double Seconds { get; set; } = 1;
}

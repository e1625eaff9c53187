using System.Globalization;
using HealthPoint.Generators.Symbols;

namespace HealthPoint.Generators.Advice;

/// <summary>A check's deadline: what its attribute says, else what an application has where it says nothing else.</summary>
internal readonly struct Deadline(CollectedMember check)
{
    private const double Default = 10;

    public bool IsWritten => check.TimeoutSeconds is not null;

    /// <summary>Whether a caller waits for the check. The last result of a check that runs in the background is read at once.</summary>
    public bool IsWaitedFor => check.Attribute.Number("RefreshSeconds") is null;

    public double Seconds => check.TimeoutSeconds ?? Default;

    public string Text => IsWritten ? $"a deadline of {Of(Seconds)}" : $"no TimeoutSeconds, which is {Of(Default)} unless configured";

    public static string Of(double seconds) => $"{seconds.ToString(CultureInfo.InvariantCulture)} s";
}

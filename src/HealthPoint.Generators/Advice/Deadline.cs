using System.Globalization;
using HealthPoint.Generators.Symbols;

namespace HealthPoint.Generators.Advice;

/// <summary>A check's deadline: what its attribute says, else the default of an application that configures no other.</summary>
internal readonly struct Deadline(CollectedMember check)
{
    private const double Default = 10;

    public bool IsWritten => check.TimeoutSeconds is not null;

    /// <summary>Whether a caller waits for the check. Of a check that runs in the background, a caller reads the last result at once.</summary>
    public bool IsWaitedFor => check.Attribute.Number("RefreshSeconds") is null;

    public double Seconds => check.TimeoutSeconds ?? Default;

    public string Text => IsWritten ? $"a deadline of {Of(Seconds)}" : $"no TimeoutSeconds, which is {Of(Default)} unless configured";

    public static string Of(double seconds) => $"{seconds.ToString(CultureInfo.InvariantCulture)} s";
}

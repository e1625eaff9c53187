using System.Globalization;

namespace Demanding;

/// <summary>A check and a stat that do not run without an argument.</summary>
internal static class Health
{
    [HealthCheck("demanding")]
    internal static (bool, string) Check(int limit) => (true, limit.ToString(CultureInfo.InvariantCulture));

    [HealthStat("facts")]
    internal static IReadOnlyDictionary<string, object?> Facts(Uri address) => new Dictionary<string, object?>(StringComparer.Ordinal) { ["address"] = address };
}

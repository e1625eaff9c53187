using System.Globalization;
using System.Runtime.InteropServices;

namespace HealthPoint.Benchmarks;

/// <summary>Under what circumstances a run was made.</summary>
internal static class Preface
{
    public static string Of(Effort effort) => string.Create(CultureInfo.InvariantCulture, $"""
        {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors.
        Of each contender {effort.Slices} slices of {effort.Seconds} s, {Processes(effort)}, {effort.Connections} connections. Figures are medians of slices; intervals {Confidence(effort)}.

        """);

    private static string Processes(Effort effort) => effort.Processes == 1
        ? "in one process"
        : string.Create(CultureInfo.InvariantCulture, $"shared by {effort.Processes} processes");

    private static string Confidence(Effort effort) => effort.Slices < Median.LeastCount
        ? "are the least and the greatest value, since so few slices have no interval of 95 %"
        : "are order statistics of the median";
}

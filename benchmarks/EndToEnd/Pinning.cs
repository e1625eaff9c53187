using System.Diagnostics;
using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>Starts programs: anywhere, or the servers on all processors but the last, and their clients on that one.</summary>
internal sealed class Pinning(bool isOn)
{
    private static readonly int Last = Environment.ProcessorCount - 1;

    public ProcessStartInfo Server(string program, IEnumerable<string> arguments) => On(Last == 0 ? "0" : Range(Last - 1), program, arguments);

    public ProcessStartInfo Client(string program, IEnumerable<string> arguments) => On(Last.ToString(CultureInfo.InvariantCulture), program, arguments);

    private ProcessStartInfo On(string processors, string program, IEnumerable<string> arguments) => isOn
        // taskset becomes the program, so the process id is the program's.
        ? new ProcessStartInfo("taskset", ["--cpu-list", processors, program, .. arguments])
        : new ProcessStartInfo(program, arguments);

    private static string Range(int last) => string.Create(CultureInfo.InvariantCulture, $"0-{last}");
}

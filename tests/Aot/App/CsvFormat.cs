using System.Buffers;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aot.App;

/// <summary>A format of the application's own.</summary>
internal sealed class CsvFormat : IHealthReportFormatter
{
    public string Name => "csv";

    public string ContentType => "text/csv";

    public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint) => Encoding.UTF8.GetBytes($"{endpoint},{status}\n", output);

    public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
    {
        foreach (var entry in details.Entries)
        {
            Encoding.UTF8.GetBytes($"{entry.Name},{entry.Status}\n", output);
        }
    }
}

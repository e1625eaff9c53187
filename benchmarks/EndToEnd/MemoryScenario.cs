namespace HealthPoint.Benchmarks;

/// <summary>Memory that 1,000 checks keep while nobody asks for them.</summary>
internal sealed class MemoryScenario() : Scenario("memory", "Memory of 1,000 idle checks")
{
    private const int Checks = 1000;
    private const double BytesPerKilobyte = 1024;

    public override async Task RunAsync(Effort effort, Pinning pinning, TextWriter output, CancellationToken cancellation)
    {
        var table = new Table("", "after the start, KB", "95 % interval", "after the first answer, KB", "95 % interval");
        foreach (var contender in new[] { Contender.MapHealthPoint, Contender.MapHealthChecks })
        {
            var pairs = await StartPairs.ColdAsync(new Setup(contender, Checks: Checks), effort, pinning, cancellation);
            table.Add(
            [
                contender.Title,
                .. Difference.Cells(pairs, static cost => cost.StartedBytes, BytesPerKilobyte)[..2],
                .. Difference.Cells(pairs, static cost => cost.AnsweredBytes, BytesPerKilobyte)[..2],
            ]);
        }

        await output.WriteLineAsync(table.ToString());
    }
}

namespace HealthPoint.Benchmarks;

/// <summary>Something to measure.</summary>
internal abstract class Scenario(string name, string title)
{
    /// <summary>What <c>--scenario</c> calls it.</summary>
    public string Name => name;

    /// <summary>What it is about; the heading of its table.</summary>
    public string Title => title;

    /// <summary>Measures, and writes Markdown.</summary>
    public abstract Task RunAsync(Effort effort, Pinning pinning, TextWriter output, CancellationToken cancellation);
}

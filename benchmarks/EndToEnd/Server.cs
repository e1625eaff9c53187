namespace HealthPoint.Benchmarks;

/// <summary>The measured application.</summary>
internal static class Server
{
    /// <summary>Serves until the standard input ends: so a server does not outlive the program that started it, however that one ends.</summary>
    public static async Task RunAsync(Setup setup, CancellationToken cancellation)
    {
        await using var app = BenchmarkHost.Build(setup);
        ControlEndpoints.Map(app);
        await app.StartAsync(cancellation);
        Console.WriteLine(app.Urls.Single());
        await Task.Factory.StartNew(static () => Console.In.ReadToEnd(), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        // Threads that block for ever would keep the process.
        Environment.Exit(0);
    }
}

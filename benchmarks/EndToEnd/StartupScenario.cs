namespace HealthPoint.Benchmarks;

/// <summary>CPU time that 1,000 checks add to the start of an application: of its process, and where the code has been compiled already.</summary>
internal sealed class StartupScenario() : Scenario("startup", "CPU time that 1,000 checks add to a start")
{
    private const int Checks = 1000;
    private const double GoalCold = 25, GoalWarm = 5, MicrosecondsPerMillisecond = 1000;

    public override async Task RunAsync(Effort effort, Pinning pinning, TextWriter output, CancellationToken cancellation)
    {
        var table = new Table("", "start, ms", "95 % interval", "goal", "start and first answer, ms", "95 % interval");
        foreach (var contender in new[] { Contender.MapHealthPoint, Contender.MapHealthChecks })
        {
            var isOurs = contender == Contender.MapHealthPoint;
            var setup = new Setup(contender, Checks: Checks);
            Add($"{contender.Title}, in a fresh process", await StartPairs.ColdAsync(setup, effort, pinning, cancellation), isOurs ? GoalCold : null);
            Add($"{contender.Title}, after JIT", await StartPairs.WarmAsync(setup, pinning, cancellation), isOurs ? GoalWarm : null);
        }

        await output.WriteLineAsync(table.ToString());

        void Add(string title, List<(StartCost Without, StartCost With)> pairs, double? goal) => table.Add(
        [
            title,
            .. Difference.Cells(pairs, static cost => cost.StartMicroseconds, MicrosecondsPerMillisecond, goal),
            .. Difference.Cells(pairs, static cost => cost.StartMicroseconds + cost.AnswerMicroseconds, MicrosecondsPerMillisecond)[..2],
        ]);
    }
}

using System.Globalization;
using HealthPoint.Schedules;
using Microsoft.Coyote;
using Microsoft.Coyote.SystematicTesting;

// Runs every scenario so many times, each time in another order, and ends with a line `N passed, N failed`.
// Arguments: how many schedules, and a part of a scenario's name.
var schedules = args.Length > 0 ? uint.Parse(args[0], CultureInfo.InvariantCulture) : 600;
var (passed, failed) = (0, 0);
foreach (var (name, classes, run) in Scenarios.All.Where(scenario => args.Length < 2 || scenario.Name.Contains(args[1], StringComparison.OrdinalIgnoreCase)))
{
    var configuration = Configuration.Create()
        .WithTestingIterations(schedules)
        .WithMaxSchedulingSteps(1_000, 50_000)
        .WithFailureOnMaxStepsBoundEnabled(true)
        .WithAtomicOperationRaceCheckingEnabled()
        .WithVolatileOperationRaceCheckingEnabled()
        .WithLockAccessRaceCheckingEnabled()
        .WithMemoryAccessRaceCheckingEnabled()
        .WithControlFlowRaceCheckingEnabled()
        .WithPartiallyControlledConcurrencyAllowed()
        .WithPotentialDeadlocksReportedAsBugs(true)
        .WithTelemetryEnabled(false);
    run();
    using var engine = TestingEngine.Create(configuration, run);
    engine.Run();
    var report = engine.TestReport;
    var found = report.NumOfFoundBugs > 0 || report.InternalErrors.Count > 0;
    Console.WriteLine($"{name}: {report.NumOfExploredFairPaths + report.NumOfExploredUnfairPaths} schedules, {report.MinExploredFairSteps}-{report.MaxExploredFairSteps} steps; {classes}: {(found ? "FAILED" : "nothing found")}");
    foreach (var bug in report.BugReports.Concat(report.InternalErrors))
    {
        Console.WriteLine(bug);
    }

    (passed, failed) = found ? (passed, failed + 1) : (passed + 1, failed);
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed;

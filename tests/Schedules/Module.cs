using HealthPoint.Contract;
using HealthPoint.Schedules;
using Microsoft.Extensions.Diagnostics.HealthChecks;

[assembly: HealthPointModule(typeof(Module), HealthPointModule.ContractVersion)]

namespace HealthPoint.Schedules;

/// <summary>What the generator would emit: checks <c>a</c> to <c>d</c>, which need nothing but a thread.</summary>
public sealed class Module : HealthPointModule
{
    private const string Names = "abcd";

    private static readonly int[] Running = new int[Names.Length];

    /// <summary>What a check finds, by name and number of its run. Set by a scenario before it begins.</summary>
    internal static Func<char, int, HealthStatus> Finding { get; set; } = static (_, _) => HealthStatus.Healthy;

    /// <summary>How often each check has begun.</summary>
    internal static int[] Runs { get; } = new int[Names.Length];

    internal static void Reset()
    {
        Array.Clear(Running);
        Array.Clear(Runs);
        Finding = static (_, _) => HealthStatus.Healthy;
    }

    internal static int RunsOf(char check) => Volatile.Read(ref Runs[Names.IndexOf(check, StringComparison.Ordinal)]);

    public override void Register(HealthPointCatalog catalog)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            catalog.AddCheck(this, i, Names[i].ToString(), "Module." + Names[i], HealthTraits.Synchronous);
        }
    }

    public override ValueTask<HealthCheckResult> RunCheckAsync(int check, HealthInvocation run)
    {
        // Invariant: one run per check at a time, whoever asks.
        Require.That(Interlocked.Increment(ref Running[check]) == 1, $"the check {Names[check]} runs twice at once");
        var number = Interlocked.Increment(ref Runs[check]);
        Thread.Yield();
        var status = Finding(Names[check], number);
        Interlocked.Decrement(ref Running[check]);
        return new(new HealthCheckResult(status, $"run {number}"));
    }
}

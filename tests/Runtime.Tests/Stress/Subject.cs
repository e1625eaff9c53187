using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Stress;

/// <summary>The character of a check under stress.</summary>
internal enum Temper
{
    Good,
    Bad,
    Flaky,
    Slow,
    Sluggish,
    Hanging,
    Turncoat,
    Honouring,
    Ignoring,
    Disposing,
}

/// <summary>One check under stress. Every detail it gives ends with the moment at which its run ended.</summary>
internal sealed class Subject(string name, Temper temper, int seed, Stage stage)
{
    private readonly Random _random = new(seed);
    private readonly (long Entered, long Left)[] _lastRuns = new (long, long)[4];
    private long _turnsAt;
    private int _running;
    private int _runs;

    public string Name { get; } = name;

    public Temper Temper { get; } = temper;

    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Whether the check's results may always be kept, so that some reports are kept too.</summary>
    public bool IsKept { get; init; }

    public int Runs => Volatile.Read(ref _runs);

    /// <summary>When the last runs began and ended, seen from some moment, so that a developer can see what went wrong then.</summary>
    public string RunsSeenFrom(long moment)
    {
        return $"{Name} ({Temper}) ran {string.Join(", ", _lastRuns.Where(static run => run.Entered != 0).OrderBy(static run => run.Entered).Select(run => $"{Seen(run.Entered)} to {Seen(run.Left)}"))}";

        string Seen(long time) => time == 0 ? "?" : string.Create(CultureInfo.InvariantCulture, $"{Clock.Between(moment, time).TotalMilliseconds:+0;-0} ms");
    }

    /// <summary>A run that ends on the thread on which it began.</summary>
    public (bool Passed, string? Detail) Run()
    {
        Enter();
        try
        {
            var deed = Choose();
            Spend(deed);
            return Conclude(deed) is var result && result.Status == HealthStatus.Healthy ? (true, result.Description) : (false, result.Description);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>A run of any kind.</summary>
    public async ValueTask<HealthCheckResult> RunAsync(IServiceProvider? services, CancellationToken cancellation)
    {
        Enter();
        var leavesItself = true;
        try
        {
            var deed = Choose();
            if (deed.DisposesBadly && services is not null)
            {
                // The run ends when its scope is disposed, so Leave is called there.
                services.GetRequiredService<BadScoped>().Leaves = Leave;
                leavesItself = false;
            }

            Spend(deed);
            if (deed.Registers)
            {
                cancellation.Register(static () => throw new InvalidOperationException("a callback of a check threw"));
            }

            if (deed.Awaits > TimeSpan.Zero)
            {
                await (deed.Honours ? Task.Delay(deed.Awaits, TimeProvider.System, cancellation) : stage.WaitAsync(deed.Awaits));
            }

            if (stage is { IsCalm: true, Lingering: var lingering } && lingering > TimeSpan.Zero)
            {
                await Task.Delay(lingering, TimeProvider.System, CancellationToken.None);
            }

            return Conclude(deed);
        }
        finally
        {
            if (leavesItself)
            {
                Leave();
            }
        }
    }

    private void Enter()
    {
        if (Interlocked.Increment(ref _running) != 1)
        {
            stage.Findings.Add("A check runs once at a time", $"{Name} ({Temper}) runs twice, the second time on {Describe(Thread.CurrentThread)}");
        }

        stage.Enter();
        var number = Interlocked.Increment(ref _runs);
        _lastRuns[number % _lastRuns.Length] = (Clock.Now, 0);
        if (!ReferenceEquals(CultureInfo.CurrentCulture, CultureInfo.InvariantCulture) || stage.Ambient.Value is not null)
        {
            stage.Findings.Add(
                "A run has nobody's context", $"{Name} ({Temper}) reads '{stage.Ambient.Value}' and the culture '{CultureInfo.CurrentCulture}' on {Describe(Thread.CurrentThread)}");
        }

        // If the run has a context of its own, this value ends with the run.
        stage.Ambient.Value = "of " + Name;
        if (string.Equals(Thread.CurrentThread.Name, "HealthPoint deadlines", StringComparison.Ordinal))
        {
            stage.Findings.Add("The thread of the deadlines runs nothing else", $"{Name} ({Temper}) runs on it");
        }
    }

    private void Leave()
    {
        stage.Leave();
        _lastRuns[_runs % _lastRuns.Length].Left = Clock.Now;
        Interlocked.Decrement(ref _running);
    }

    private void Spend(Deed deed)
    {
        if (deed.Blocks > TimeSpan.Zero)
        {
            stage.Block(Name, deed.Blocks);
        }

        var spinsUntil = Clock.After(Clock.Now, deed.Spins);
        while (deed.Spins > TimeSpan.Zero && Clock.Now < spinsUntil)
        {
            Thread.SpinWait(50);
        }
    }

    private HealthCheckResult Conclude(Deed deed)
    {
        var detail = string.Create(CultureInfo.InvariantCulture, $"{Temper} run {Runs} @{Clock.Now}");
        return deed.Ending switch
        {
            Ending.Pass => HealthCheckResult.Healthy(detail),
            Ending.Warn => HealthCheckResult.Degraded(detail),
            Ending.Fail => HealthCheckResult.Unhealthy(detail),
            Ending.Cancel => throw new OperationCanceledException(detail),
            _ => throw new InvalidOperationException(detail),
        };
    }

    private Deed Choose()
    {
        // The lock is needed, since the test must not rely on one run at a time: that promise is what it tests.
        lock (_random)
        {
            if (stage.IsCalm)
            {
                _turnsAt = 0;
                return new Deed { Ending = Temper == Temper.Bad ? Ending.Fail : Ending.Pass };
            }

            return Temper switch
            {
                Temper.Good => new Deed(),
                Temper.Bad => new Deed { Ending = _random.Next(3) == 0 ? Ending.Throw : Ending.Fail },
                Temper.Flaky => new Deed { Ending = (Ending)_random.Next(5), Spins = Milliseconds(0, 1) },
                Temper.Slow => new Deed { Blocks = _random.Next(3) == 0 ? Milliseconds(1, 60) : TimeSpan.Zero, Awaits = _random.Next(3) == 0 ? Milliseconds(1, 60) : TimeSpan.Zero },
                Temper.Sluggish => new Deed { Blocks = _random.Next(20) == 0 ? Milliseconds(1, 9) : TimeSpan.Zero, Spins = _random.Next(20) == 0 ? Milliseconds(1, 4) : TimeSpan.Zero },
                Temper.Hanging => new Deed { Blocks = _random.Next(30) == 0 ? HangTime() : TimeSpan.Zero, Registers = _random.Next(2) == 0 },
                Temper.Turncoat => new Deed { Blocks = Turn() ? HangTime() : TimeSpan.Zero },
                Temper.Honouring => new Deed { Honours = true, Awaits = _random.Next(4) == 0 ? HangTime() : Milliseconds(0, 20), Registers = _random.Next(4) == 0 },
                Temper.Ignoring => new Deed { Awaits = _random.Next(10) == 0 ? HangTime() : Milliseconds(0, 20), Ending = (Ending)_random.Next(5), Registers = _random.Next(2) == 0 },
                _ => new Deed { DisposesBadly = true, Ending = _random.Next(3) == 0 ? Ending.Throw : Ending.Pass, Awaits = _random.Next(2) == 0 ? Milliseconds(0, 5) : TimeSpan.Zero },
            };
        }
    }

    // The check is prompt for up to two seconds, and then hangs once.
    private bool Turn()
    {
        var turns = _turnsAt != 0 && Clock.Now >= _turnsAt;
        if (turns || _turnsAt == 0)
        {
            _turnsAt = Clock.After(Clock.Now, Milliseconds(100, 2000));
        }

        return turns;
    }

    // The check hangs for a while, longer than any deadline, or until the stage calms down.
    private TimeSpan HangTime() => _random.Next(100) switch
    {
        < 70 => Milliseconds(20, 400),
        < 94 => Milliseconds(1000, 4000),
        _ => TimeSpan.FromMinutes(10),
    };

    private TimeSpan Milliseconds(int from, int to) => TimeSpan.FromMilliseconds(from + (_random.NextDouble() * (to - from)));

    private static string Describe(Thread thread) => thread.IsThreadPoolThread ? "a thread of the pool" : $"the thread '{thread.Name}'";

    private enum Ending
    {
        Pass,
        Warn,
        Fail,
        Throw,
        Cancel,
    }

    private sealed record Deed
    {
        public TimeSpan Blocks { get; init; }

        public TimeSpan Spins { get; init; }

        public TimeSpan Awaits { get; init; }

        public bool Honours { get; init; }

        public bool Registers { get; init; }

        public bool DisposesBadly { get; init; }

        public Ending Ending { get; init; }
    }
}

/// <summary>A scoped service whose disposal ends the run that used it, and fails.</summary>
internal sealed class BadScoped : IDisposable
{
    public Action? Leaves { get; set; }

    public void Dispose()
    {
        Leaves?.Invoke();
        throw new InvalidOperationException("the scope did not close");
    }
}

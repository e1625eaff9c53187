namespace HealthPoint.Tests.Stress;

/// <summary>What all checks under stress share: whether they may misbehave, and what ends their misbehaviour.</summary>
internal sealed class Stage(Findings findings) : IDisposable
{
    private readonly object _gate = new();
    private ManualResetEventSlim _releasesThreads = new(initialState: true);
    private TaskCompletionSource _releasesTasks = NewSignal();
    private volatile bool _calm = true;
    private int _inside, _most, _blockedOnPool;

    public Findings Findings { get; } = findings;

    /// <summary>A value of the requests, which must not reach a run. Nor may what one run makes of it reach the next run.</summary>
    public AsyncLocal<string?> Ambient { get; } = new();

    /// <summary>Whether the checks that may misbehave do not misbehave now.</summary>
    public bool IsCalm => _calm;

    /// <summary>How long each well-behaved run takes, so that the test can see how many run side by side.</summary>
    public TimeSpan Lingering { get; private set; }

    /// <summary>How many runs there were at once, at most.</summary>
    public int Most => Volatile.Read(ref _most);

    /// <summary>How many runs there are now.</summary>
    public int Inside => Volatile.Read(ref _inside);

    public void Unleash()
    {
        lock (_gate)
        {
            _releasesThreads = new ManualResetEventSlim(initialState: false);
            _releasesTasks = NewSignal();
            _calm = false;
        }
    }

    /// <summary>Ends all misbehaviour.</summary>
    public void CalmDown()
    {
        lock (_gate)
        {
            _calm = true;
            _releasesThreads.Set();
            _releasesTasks.TrySetResult();
        }
    }

    public void Linger(TimeSpan time)
    {
        Lingering = time;
        Volatile.Write(ref _most, 0);
    }

    public void Enter()
    {
        var inside = Interlocked.Increment(ref _inside);
        int seen;
        while ((seen = Volatile.Read(ref _most)) < inside && Interlocked.CompareExchange(ref _most, inside, seen) != seen)
        {
        }
    }

    public void Leave() => Interlocked.Decrement(ref _inside);

    /// <summary>Blocks the calling thread.</summary>
    public void Block(string check, TimeSpan time)
    {
        ManualResetEventSlim release;
        lock (_gate)
        {
            release = _releasesThreads;
        }

        var onPool = Thread.CurrentThread.IsThreadPoolThread;
        if (onPool && Interlocked.Increment(ref _blockedOnPool) > 1)
        {
            Findings.Add("Checks hold at most one thread of the pool", $"{check} blocked another one");
        }

        try
        {
            release.Wait(time);
        }
        finally
        {
            _ = onPool ? Interlocked.Decrement(ref _blockedOnPool) : 0;
        }
    }

    /// <summary>Waits without holding a thread, and without heeding a token.</summary>
    public async Task WaitAsync(TimeSpan time)
    {
        Task released;
        lock (_gate)
        {
            released = _releasesTasks.Task;
        }

        await released.WaitAsync(time, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => CalmDown();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

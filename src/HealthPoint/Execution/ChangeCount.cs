namespace HealthPoint.Execution;

/// <summary>A number that grows with every result that is kept and every verdict that turns. Thread-safe.</summary>
internal sealed class ChangeCount
{
    private long _count;

    public long Now => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}

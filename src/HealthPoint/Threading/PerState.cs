namespace HealthPoint.Threading;

/// <summary>
/// What is computed from an immutable state that is replaced as a whole, such as the settings: once for each state, when it is
/// first needed. Thread-safe. Two threads may compute it at once, which does no harm; one of the two values stays.
/// </summary>
/// <param name="compute">Computes the value. What it throws reaches the caller, and the next caller computes anew.</param>
internal sealed class PerState<TState, TValue>(Func<TState, TValue> compute)
    where TState : class
{
    private volatile Computed? _last;

    /// <summary>The value of a state. States are told apart by reference.</summary>
    public TValue Of(TState state)
    {
        var last = _last;
        if (last is null || !ReferenceEquals(last.State, state))
        {
            _last = last = new Computed(state, compute(state));
        }

        return last.Value;
    }

    private sealed class Computed(TState state, TValue value)
    {
        public TState State { get; } = state;

        public TValue Value { get; } = value;
    }
}

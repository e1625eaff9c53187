using System.Globalization;

namespace HealthPoint.Threading;

/// <summary>The execution context in which a check begins: it carries nothing of any caller, and has the invariant culture.</summary>
internal readonly struct CleanContext
{
    private static readonly ExecutionContext Invariant = MakeInvariant();

    private readonly ExecutionContext _context;

    private CleanContext(ExecutionContext context) => _context = context;

    /// <summary>Gives the current thread a clean context. The thread must not carry the context of a caller.</summary>
    public static CleanContext Enter()
    {
        // On most servers the context is already clean. Changing it would cost more than many a check does.
        if (CultureInfo.CurrentCulture == CultureInfo.InvariantCulture
            && CultureInfo.CurrentUICulture == CultureInfo.InvariantCulture
            && ExecutionContext.Capture() is { } current)
        {
            return new CleanContext(current);
        }

        ExecutionContext.Restore(Invariant);
        return new CleanContext(Invariant);
    }

    /// <summary>Drops what a check has changed (culture, async locals, the synchronization context), which must end with its run.</summary>
    public void Restore()
    {
        if (SynchronizationContext.Current is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        if (ExecutionContext.Capture() != _context)
        {
            ExecutionContext.Restore(_context);
        }
    }

    private static ExecutionContext MakeInvariant()
    {
        ExecutionContext? context = null;
        var thread = new Thread(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            context = ExecutionContext.Capture();
        });
        thread.UnsafeStart();
        thread.Join();
        return context!;
    }
}

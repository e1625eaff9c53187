namespace HealthPoint.Threading;

/// <summary>
/// Begins work on another thread, without the execution context of the caller. All of HealthPoint's concurrency begins here:
/// the exploration of schedules puts a file of its own in this one's place.
/// </summary>
internal static class Launch
{
    /// <summary>Starts a background thread of HealthPoint's.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="work">What the thread does. An exception that leaves it ends the process.</param>
    /// <param name="stackSize">In bytes; 0 is the system's default.</param>
    public static void OnOwnThread(string name, ThreadStart work, int stackSize = 0) =>
        new Thread(work, stackSize) { IsBackground = true, Name = name }.UnsafeStart();

    /// <summary>Puts work behind what the thread pool has to do already.</summary>
    public static void OnPool(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
}

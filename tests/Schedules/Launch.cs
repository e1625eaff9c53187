namespace HealthPoint.Threading;

/// <summary>In place of the runtime's own: threads and work items that Coyote schedules.</summary>
internal static class Launch
{
    public static void OnOwnThread(string name, ThreadStart work, int stackSize = 0)
    {
        var thread = new Thread(work) { IsBackground = true, Name = name };
        thread.Start();
    }

    public static void OnPool(IThreadPoolWorkItem work)
    {
        var thread = new Thread(work.Execute) { IsBackground = true, Name = "pool" };
        thread.Start();
    }
}

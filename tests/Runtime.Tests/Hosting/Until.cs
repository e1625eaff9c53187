namespace HealthPoint.Tests.Hosting;

internal static class Until
{
    /// <summary>Waits until the condition is true.</summary>
    public static async Task TrueAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

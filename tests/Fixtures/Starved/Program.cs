using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using var running = new ManualResetEventSlim();
var released = new TaskCompletionSource();
using var cancelled = new ManualResetEventSlim();
using var asked = new ManualResetEventSlim();

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthPoint().AddCheck(
    "blocking",
    (_, cancellation) =>
    {
        running.Set();
        cancellation.WaitHandle.WaitOne();
        cancelled.Set();
        return ValueTask.FromResult(HealthCheckResult.Healthy());
    },
    check => check.Timeout = TimeSpan.FromMilliseconds(500))
    .AddCheck("late", (_, _) =>
    {
        asked.Set();
        return ValueTask.FromResult(HealthCheckResult.Healthy());
    });
var app = builder.Build();
await app.StartAsync();

// Asked while the pool is still well. Then all the threads that it may have are blocked, and nothing of it moves, its
// timers included.
var service = app.Services.GetRequiredService<HealthCheckService>();
_ = service.CheckHealthAsync(static check => check.Name is "blocking");
running.Wait();
ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount);
for (var i = 0; i < 200; i++)
{
    ThreadPool.UnsafeQueueUserWorkItem(_ => ((IAsyncResult)released.Task).AsyncWaitHandle.WaitOne(), null);
}

Console.WriteLine(cancelled.Wait(TimeSpan.FromSeconds(20)) ? "the deadline was kept" : "the deadline waits for the pool");

// Asked when no thread of the pool comes.
_ = service.CheckHealthAsync(static check => check.Name is "late");
Console.WriteLine(asked.Wait(TimeSpan.FromSeconds(20)) ? "the check was run" : "the check waits for the pool");
released.SetResult();

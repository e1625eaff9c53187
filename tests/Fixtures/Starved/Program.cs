using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using var running = new ManualResetEventSlim();
using var cancelled = new ManualResetEventSlim();
using var release = new ManualResetEventSlim();
var deadline = TimeSpan.FromMilliseconds(500);

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
    check => check.Timeout = deadline);
var app = builder.Build();
await app.StartAsync();

// Asked while the pool is still well; then nothing of the pool moves, its timers included.
_ = app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
running.Wait();
var timer = Task.Delay(deadline, TimeProvider.System);
for (var i = 0; i < 200; i++)
{
    ThreadPool.UnsafeQueueUserWorkItem(_ => release.Wait(), null);
}

cancelled.Wait();
Console.WriteLine(timer.IsCompleted ? "the pool's timer came first" : "the deadline came first");
release.Set();
await app.StopAsync();

using System.Collections.Concurrent;
using System.Diagnostics;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests;

/// <summary>The activity source <c>HealthPoint</c>: each run has one span, and the span belongs to no request.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;
    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "HealthPoint",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_run_on_a_thread_is_one_span_linked_to_the_request_and_no_child_of_it()
    {
        await using var app = await StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        await SendAsync(app, trace);
        await SendAsync(app, trace);
        var span = Assert.Single(await SpansAsync(trace, 1));
        AssertOwn(span, trace, "a");
        Assert.Equal(("healthy", ActivityStatusCode.Unset, null), (span.GetTagItem("healthpoint.check.status"), span.Status, span.GetTagItem("error.type")));
        Assert.Equal(1, _check.Runs);
    }

    [Fact]
    public async Task Each_run_at_the_lane_is_one_span_linked_to_its_request_and_no_child_of_it()
    {
        await using var app = await TestApp.StartAsync(application: "Demanding", settings: TestSettings.Demanding.And(new() { ["HealthPoint:CacheDuration"] = "0" }));
        for (var i = 0; i < 30; i++)
        {
            var trace = ActivityTraceId.CreateRandom();
            await SendAsync(app, trace);
            AssertOwn(Assert.Single(await SpansAsync(trace, 1)), trace, "demanding");
        }
    }

    [Fact]
    public async Task A_run_that_waited_for_another_check_is_linked_to_its_request_too()
    {
        await using var app = await TestApp.StartAsync(builder => builder
            .AddCheck("a", _check.RunAsync)
            .AddCheck("b", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()), static check => check.DependsOn = ["a"]));
        var trace = ActivityTraceId.CreateRandom();
        _check.Hold();
        var request = SendAsync(app, trace);
        await Until.TrueAsync(() => _check.Runs == 1);
        _check.Release();
        await request;
        var spans = await SpansAsync(trace, 2);
        Assert.Equal("a, b", string.Join(", ", spans.Select(static span => span.GetTagItem("healthpoint.check.name"))));
        Assert.All(spans, static span => Assert.Null(span.ParentId));
    }

    [Theory]
    [InlineData(HealthStatus.Degraded, "degraded", ActivityStatusCode.Unset, null)]
    [InlineData(HealthStatus.Unhealthy, "unhealthy", ActivityStatusCode.Error, "unhealthy")]
    public async Task A_span_has_the_status_of_its_run(HealthStatus status, string expected, ActivityStatusCode code, string? error)
    {
        _check.Status = status;
        await using var app = await StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        await SendAsync(app, trace);
        var span = Assert.Single(await SpansAsync(trace, 1));
        Assert.Equal((expected, code, error), (span.GetTagItem("healthpoint.check.status"), span.Status, span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task An_exception_is_named_by_its_type_and_nothing_of_its_text_is_in_the_span()
    {
        await using var app = await TestApp.StartAsync(static builder => builder.AddCheck("a", static (_, _) => throw new InvalidOperationException("s3cret", new TimeoutException("s3cret"))));
        var trace = ActivityTraceId.CreateRandom();
        await SendAsync(app, trace);
        var span = Assert.Single(await SpansAsync(trace, 1));
        Assert.Equal((ActivityStatusCode.Error, "System.InvalidOperationException"), (span.Status, span.GetTagItem("error.type")));
        Assert.Null(span.StatusDescription);
        Assert.Empty(span.Events);
        Assert.DoesNotContain("s3cret", string.Join(' ', span.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_past_its_deadline_is_a_timeout_whatever_it_finds_in_the_end()
    {
        await using var app = await StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        _check.Hold();
        var request = SendAsync(app, trace);
        await Until.TrueAsync(() => _check.Runs == 1);
        _time.Advance(TimeSpan.FromSeconds(10));
        await request;
        _check.Release();
        var span = Assert.Single(await SpansAsync(trace, 1));
        Assert.Equal((ActivityStatusCode.Error, "timeout"), (span.Status, span.GetTagItem("error.type")));
    }

    private static void AssertOwn(Activity span, ActivityTraceId request, string check)
    {
        Assert.Equal(("healthpoint.check", ActivityKind.Internal, check), (span.OperationName, span.Kind, span.GetTagItem("healthpoint.check.name")));
        Assert.Null(span.ParentId);
        Assert.NotEqual(request, span.TraceId);
        Assert.Equal(request, Assert.Single(span.Links).Context.TraceId);
    }

    /// <summary>The spans of the runs that one request started. Other tests have spans of their own at the same time.</summary>
    private async Task<IReadOnlyList<Activity>> SpansAsync(ActivityTraceId request, int count)
    {
        await Until.TrueAsync(() => Spans().Length >= count);
        return Spans();

        Activity[] Spans() => [.. _spans.Where(span => span.Links.Any(link => link.Context.TraceId == request))];
    }

    private static Task<TestApp.Answer> SendAsync(TestApp app, ActivityTraceId trace) =>
        app.SendAsync("/health/", configure: request => request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));

    private Task<TestApp> StartAsync() => TestApp.StartAsync(builder => builder.AddCheck("a", _check.RunAsync), before: builder => builder.Services.AddSingleton<TimeProvider>(_time));
}

using HealthPoint.Configuration;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Paced;

namespace HealthPoint.Tests;

/// <summary>While a check is down, the checks that depend on it are not run, and say so.</summary>
public sealed class DependencyTests
{
    private const string Skipped = "skipped: depends on database";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly Puppet _database = new(), _orders = new(), _invoices = new();
    private readonly WaitingCallers _callers = new();

    [Fact]
    public async Task The_root_cause_is_named_over_several_levels_and_listed_first()
    {
        _database.Status = HealthStatus.Unhealthy;
        var other = new Puppet();
        await using var app = await StartAsync(
            more: builder => builder.AddCheck("other", other.RunAsync),
            map: static app =>
            {
                app.MapHealthPoint();
                app.MapHealthChecks("/hc", new HealthCheckOptions { ResponseWriter = static (context, report) => context.Response.WriteAsync(string.Join(',', report.Entries.Keys)) });
            });
        for (var i = 0; i < 2; i++)
        {
            var answer = await app.SendAsync("/health/", "john:doe");
            Assert.Equal(500, answer.Status);
            Assert.Equal(["database", "invoices", "orders"], answer.Names("error"));
            Assert.Equal(("error: " + Skipped, "error: " + Skipped, "success: run 1"), (answer.Entry("invoices"), answer.Entry("orders"), answer.Entry("other")));
            Assert.Equal((503, "database,other,invoices,orders"), ((await app.SendAsync("/hc")).Status, (await app.SendAsync("/hc")).Body));
        }

        Assert.Equal((0, 0), (_orders.Runs, _invoices.Runs));
    }

    [Fact]
    public async Task Dependents_run_again_as_soon_as_the_root_cause_is_gone()
    {
        _database.Status = HealthStatus.Unhealthy;
        await using var app = await StartAsync();
        Assert.Equal("error: " + Skipped, await app.ReadAsync("invoices"));
        _database.Status = HealthStatus.Healthy;
        _time.Advance(Second);
        Assert.Equal("success: run 1", await app.ReadAsync("invoices"));
        Assert.Equal((2, 1, 1), (_database.Runs, _orders.Runs, _invoices.Runs));
    }

    [Fact]
    public async Task A_fresh_result_of_a_dependent_is_not_served_once_its_dependency_is_known_to_be_down()
    {
        await using var app = await StartAsync(static orders => orders.CacheDuration = TimeSpan.FromHours(1));
        Assert.Equal("success: run 1", await app.ReadAsync("orders"));
        _database.Status = HealthStatus.Unhealthy;
        _time.Advance(Second);
        Assert.Equal("error: run 2", await app.ReadAsync("database"));
        Assert.Equal("error: " + Skipped, await app.ReadAsync("orders"));
        Assert.Equal("error: " + Skipped, await app.ReadAsync("orders", "?test=orders"));
        _database.Status = HealthStatus.Healthy;
        _time.Advance(Second);
        Assert.Equal("success: run 1", await app.ReadAsync("orders"));
    }

    [Fact]
    public async Task A_fresh_result_of_a_dependent_is_not_served_while_the_root_cause_is_two_levels_away()
    {
        await using var app = await StartAsync(settings: new() { ["HealthPoint:Checks:invoices:CacheDuration"] = "3600" });
        Assert.Equal("success: run 1", await app.ReadAsync("invoices"));
        _database.Status = HealthStatus.Unhealthy;
        _time.Advance(Second);
        Assert.Equal("error: run 2", await app.ReadAsync("database"));
        Assert.Equal("error: " + Skipped, await app.ReadAsync("orders"));
        Assert.Equal("error: " + Skipped, await app.ReadAsync("invoices"));
    }

    [Fact]
    public async Task A_skipped_check_keeps_its_own_failure_status()
    {
        _database.Status = HealthStatus.Unhealthy;
        await using var app = await StartAsync(static orders => orders.FailureStatus = HealthStatus.Degraded);
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(["database"], answer.Names("error"));
        Assert.Equal("warning: " + Skipped, answer.Entry("orders"));
        Assert.Equal(200, (await app.SendAsync("/health/?test=orders", "john:doe")).Status);
    }

    [Fact]
    public async Task A_skipped_check_makes_no_transition_and_counts_no_failure()
    {
        await using var app = await StartAsync(static orders => orders.FailureThreshold = 2);
        Assert.Equal("success: run 1", await app.ReadAsync("orders"));
        _database.Status = HealthStatus.Unhealthy;
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(Second);
            Assert.Equal("error: " + Skipped, await app.ReadAsync("orders"));
        }

        (_database.Status, _orders.Status) = (HealthStatus.Healthy, HealthStatus.Unhealthy);
        _time.Advance(Second);
        Assert.Equal("success: failed 1 of 2 times: run 2", await app.ReadAsync("orders"));
        _orders.Status = HealthStatus.Healthy;
        _time.Advance(Second);
        Assert.Equal("success: run 3", await app.ReadAsync("orders"));

        // The log keeps its order, so once this line is there, no line before it is missing.
        _database.Status = HealthStatus.Degraded;
        _time.Advance(Second);
        await app.SendAsync("/health/");
        await Until.TrueAsync(() => Transitions(app).Length >= 3);
        Assert.Equal(
            ["Health check database is Unhealthy: run 2", "Health check database is Healthy again: run 7", "Health check database is Degraded: run 9"],
            Transitions(app));
    }

    [Fact]
    public async Task A_dependency_outside_the_selection_is_run_or_read_but_not_listed()
    {
        await using var app = await StartAsync(map: static app =>
        {
            app.MapHealthPoint();
            app.MapHealthPoint("/orders/", static endpoint => endpoint.Tags = ["orders"]);
            app.MapHealthChecks("/hc", new HealthCheckOptions { Predicate = static check => check.Tags.Contains("orders") });
        }, configure: static orders => orders.Tags = ["orders"]);
        Assert.Equal("""{"success":{"orders":"run 1"},"error":{}}""", (await app.SendAsync("/health/?test=orders", "john:doe")).Body);
        Assert.Equal((1, 1), (_database.Runs, _orders.Runs));

        _database.Status = HealthStatus.Unhealthy;
        _time.Advance(Second);
        Assert.Equal((500, "{}"), ((await app.SendAsync("/orders/")).Status, (await app.SendAsync("/orders/")).Body));
        Assert.Equal($$$"""{"success":{},"error":{"orders":"{{{Skipped}}}"}}""", (await app.SendAsync("/orders/", "john:doe")).Body);
        Assert.Equal($$$"""{"success":{},"error":{"orders":"{{{Skipped}}}"}}""", (await app.SendAsync("/health/?tag=orders", "john:doe")).Body);
        Assert.Equal(503, (await app.SendAsync("/hc")).Status);
        Assert.Equal((2, 1, 0), (_database.Runs, _orders.Runs, _invoices.Runs));
    }

    [Fact]
    public async Task A_dependency_outside_the_selection_counts_for_no_verdict()
    {
        _database.Status = HealthStatus.Degraded;
        await using var app = await StartAsync(settings: new() { ["HealthPoint:DegradedStatusCode"] = "299" });
        var answer = await app.SendAsync("/health/?test=orders", "john:doe");
        Assert.Equal((200, """{"success":{"orders":"run 1"},"error":{}}"""), (answer.Status, answer.Body));
        Assert.Equal(299, (await app.SendAsync("/health/")).Status);
    }

    [Theory]
    [InlineData("HealthPoint:Checks:database:Enabled", "false", "true")]
    [InlineData("HealthPoint:Silenced:0", "database", "invoices")]
    [InlineData("HealthPoint:Checks:database:FailureStatus", "Degraded", "Unhealthy")]
    public async Task A_dependency_that_is_disabled_silenced_or_a_mere_warning_holds_nobody_back_also_after_a_reload(string key, string value, string back)
    {
        _database.Status = HealthStatus.Unhealthy;
        await using (var app = await StartAsync(settings: new() { [key] = value }))
        {
            Assert.Equal("success: run 1", await app.ReadAsync("invoices"));
        }

        await using var reloaded = await StartAsync();
        Assert.Equal("error: " + Skipped, await reloaded.ReadAsync("invoices"));
        reloaded.Reload(key, value);
        Assert.Equal("success: run 2", await reloaded.ReadAsync("invoices"));
        reloaded.Reload(key, back);

        // A fresh result stays, whatever other checks say.
        _time.Advance(Second);
        Assert.EndsWith(": " + Skipped, await reloaded.ReadAsync("invoices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dependency_holds_back_only_when_its_own_threshold_has_turned_it()
    {
        await using var app = await StartAsync(settings: new() { ["HealthPoint:Checks:database:FailureThreshold"] = "2" });
        Assert.Equal("success: run 1", await app.ReadAsync("orders"));
        _database.Status = HealthStatus.Unhealthy;
        _time.Advance(Second);
        Assert.Equal("success: run 2", await app.ReadAsync("orders"));
        _time.Advance(Second);
        Assert.Equal("error: " + Skipped, await app.ReadAsync("orders"));
    }

    [Fact]
    public async Task When_a_dependency_hangs_those_with_the_same_deadline_read_skipped_and_the_report_is_in_time()
    {
        await using var app = await StartAsync();
        _database.Hold();
        var report = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => (_database.Runs, _callers.Count) == (1, 1));
        _time.Advance(10 * Second);
        var answer = await report;
        Assert.Equal(["database", "invoices", "orders"], answer.Names("error"));
        Assert.Equal("timed out after 10 s", answer.Detail("error", "database"));
        Assert.Equal((Skipped, Skipped), (answer.Detail("error", "orders"), answer.Detail("error", "invoices")));

        // While the dependency hangs, the next callers read the same at once.
        _time.Advance(Second);
        Assert.Equal("error: " + Skipped, await app.ReadAsync("invoices"));
        Assert.Equal("error: " + Skipped, await app.ReadAsync("orders", "?test=orders"));
        Assert.Equal((1, 0, 0), (_database.Runs, _orders.Runs, _invoices.Runs));
    }

    [Fact]
    public async Task A_check_that_waits_for_a_dependency_with_a_longer_deadline_keeps_its_own()
    {
        await using var app = await StartAsync(static orders => orders.Timeout = 2 * Second);
        _database.Hold();
        var report = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => (_database.Runs, _callers.Count) == (1, 1));
        _time.Advance(2.1 * Second);

        // The waiting check learns at once that its deadline has passed, so only the timer of the dependency is left.
        await Until.TrueAsync(() => _time.Timers == 1);
        _time.Advance(7.9 * Second);
        var answer = await report;
        Assert.Equal("timed out after 10 s", answer.Detail("error", "database"));
        Assert.Equal("not started within 2 s, waiting for database", answer.Detail("error", "orders"));
        Assert.Equal("skipped: depends on orders", answer.Detail("error", "invoices"));
    }

    [Fact]
    public async Task The_time_that_a_check_waits_for_its_dependency_counts_for_its_deadline()
    {
        await using var app = await StartAsync(static orders => orders.Timeout = 3 * Second);
        _database.Hold();
        _orders.Hold();
        var report = app.ReadAsync("orders", "?test=orders");
        await Until.TrueAsync(() => (_database.Runs, _callers.Count) == (1, 1));
        _time.Advance(2 * Second);
        _database.Release();
        await Until.TrueAsync(() => _orders.Runs == 1 && _time.Waits is [var wait] && wait == Second);
        _time.Advance(Second);
        Assert.Equal("error: timed out after 3 s", await report);
    }

    [Fact]
    public async Task Of_two_dependencies_the_one_that_is_down_decides_although_the_other_is_slow()
    {
        var slow = new Puppet();
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("orders", _orders.RunAsync, static check => (check.Timeout, check.DependsOn) = (2 * Second, ["slow", "database"]))
                .AddCheck("slow", slow.RunAsync)
                .AddCheck("database", _database.RunAsync),
            Map,
            settings: TestSettings.John,
            before: UseTime);
        slow.Hold();
        _database.Status = HealthStatus.Unhealthy;
        var report = app.SendAsync("/health/", "john:doe");

        // Only the slow check's own deadline is left. No other check waits for the slow check any more.
        await Until.TrueAsync(() => (slow.Runs, _database.Runs, _callers.Count) == (1, 1, 1) && _time.Waits is [var wait] && wait == 10 * Second);
        _time.Advance(10 * Second);
        var answer = await report;
        Assert.Equal(["slow", "database", "orders"], answer.Names("error"));
        Assert.Equal(Skipped, answer.Detail("error", "orders"));
        Assert.Equal(0, _orders.Runs);
    }

    [Fact]
    public async Task A_fresh_result_of_a_dependent_is_served_although_its_dependency_is_slow()
    {
        await using var app = await StartAsync(static orders => orders.CacheDuration = TimeSpan.FromHours(1));
        Assert.Equal("success: run 1", await app.ReadAsync("orders"));
        _time.Advance(Second);
        _database.Hold();
        var report = app.ReadAsync("orders");
        await Until.TrueAsync(() => _database.Runs == 2);
        Assert.Equal("success: run 1", await app.ReadAsync("orders", "?test=orders"));
        _database.Release();
        Assert.Equal("success: run 1", await report);
        Assert.Equal(1, _orders.Runs);
    }

    [Fact]
    public async Task A_dependency_of_several_checks_runs_once_and_one_place_is_enough_for_all()
    {
        await using var app = await StartAsync(
            settings: new() { ["HealthPoint:MaxConcurrency"] = "1", ["HealthPoint:CacheDuration"] = "0" },
            more: builder => builder.AddCheck("further", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy()), static check => check.DependsOn = ["DATABASE", "orders", "Database"]));
        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal("""{"success":{"invoices":"run N","orders":"run N","database":"run N","further":"OK"},"error":{}}""".Replace("N", $"{i}", StringComparison.Ordinal), (await app.SendAsync("/health/", "john:doe")).Body);
        }
    }

    [Fact]
    public async Task An_attribute_names_dependencies_and_a_foreign_check_can_be_one()
    {
        var runs = new Runs();
        runs.Down["unsaid"] = true;
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("needs-foreign", _orders.RunAsync, static check => check.DependsOn = ["foreign"]).Services
                .AddSingleton(runs).AddHealthChecks().AddCheck("foreign", static () => HealthCheckResult.Unhealthy("gone")),
            application: "Paced",
            settings: TestSettings.John,
            before: UseTime);
        Assert.Equal("error: skipped: depends on unsaid", await app.ReadAsync("needs-unsaid", "?test=needs-unsaid"));
        Assert.Equal("error: skipped: depends on foreign", await app.ReadAsync("needs-foreign", "?test=needs-foreign"));
        Assert.Equal((0, 0), (runs.Of("needs-unsaid"), _orders.Runs));
    }

    [Fact]
    public async Task Code_names_dependencies_of_a_check_that_it_did_not_add()
    {
        var runs = new Runs();
        runs.Down["unsaid"] = true;
        await using var app = await TestApp.StartAsync(
            builder => builder.Services.AddSingleton(runs).Configure<HealthPointOptions>(static options => options.Checks["kept-for-5"] = new CheckOptions { DependsOn = ["unsaid"] }),
            application: "Paced",
            settings: TestSettings.John,
            before: UseTime);
        Assert.Equal("error: skipped: depends on unsaid", await app.ReadAsync("kept-for-5", "?test=kept-for-5"));
    }

    [Theory]
    [InlineData(new[] { "databse" }, "HealthPoint: the check 'orders' of AddCheck (AddCheck(\"orders\")) has DependsOn 'databse', but there is no such check. Did you mean 'database'?")]
    [InlineData(new[] { "database", "" }, "HealthPoint: the check 'orders' of AddCheck (AddCheck(\"orders\")) has DependsOn '', but there is no such check. Known are: database, invoices, orders.")]
    [InlineData(new[] { "database", null }, "HealthPoint: AddCheck (AddCheck(\"orders\")) has a DependsOn that holds null. Name checks, or remove it.")]
    [InlineData(new[] { "Orders" }, "HealthPoint: health checks depend on each other in a circle, so that none could ever run: orders → orders. Remove one DependsOn of them.")]
    [InlineData(new[] { "database", "invoices" }, "HealthPoint: health checks depend on each other in a circle, so that none could ever run: invoices → orders → invoices. Remove one DependsOn of them.")]
    public async Task A_dependency_that_cannot_be_stops_start_up(string?[] names, string message)
    {
        // The message is the same with and without an endpoint.
        Assert.Equal(message, await TestApp.RefusesToStartAsync(Configure));
        Assert.Equal(message, (await Assert.ThrowsAnyAsync<Exception>(() => TestApp.StartAsync(Configure, static _ => { }))).Message);

        void Configure(IHealthPointBuilder builder) => AddAll(builder, orders => orders.DependsOn = names!);
    }

    [Fact]
    public async Task An_attribute_in_a_circle_stops_start_up_and_a_way_into_the_circle_is_not_named() =>
        Assert.Equal(
            "HealthPoint: health checks depend on each other in a circle, so that none could ever run: egg → hen → egg. Remove one DependsOn of them.",
            await TestApp.RefusesToStartAsync(builder => builder.AddCheck("egg", _orders.RunAsync, static check => check.DependsOn = ["hen"]), "Circular"));

    private static string[] Transitions(TestApp app) =>
        [.. app.Log.OfHealthPoint.Select(static line => line.Message).Where(static message => message.StartsWith("Health check ", StringComparison.Ordinal))];

    private void AddAll(IHealthPointBuilder builder, Action<CheckOptions>? configure) => builder
        .AddCheck("invoices", _invoices.RunAsync, static check => check.DependsOn = ["orders"])
        .AddCheck("orders", _orders.RunAsync, check =>
        {
            check.DependsOn = ["database"];
            configure?.Invoke(check);
        })
        .AddCheck("database", _database.RunAsync);

    private Task<TestApp> StartAsync(
        Action<CheckOptions>? configure = null, TestSettings? settings = null, Action<WebApplication>? map = null, Action<IHealthPointBuilder>? more = null) =>
        TestApp.StartAsync(
            builder =>
            {
                AddAll(builder, configure);
                more?.Invoke(builder);
            },
            map ?? Map,
            settings: TestSettings.John.And(settings),
            before: UseTime);

    private void Map(WebApplication app)
    {
        _callers.Watch(app);
        app.MapHealthPoint();
    }

    private void UseTime(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(_time);
}

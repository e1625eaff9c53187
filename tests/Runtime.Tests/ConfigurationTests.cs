using System.Text.Json.Nodes;
using HealthPoint.Configuration;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthPoint.Tests;

/// <summary>The settings of checks in real files and real environment variables, and what happens when they are reloaded.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private const string File = "appsettings.json", FileOfProduction = "appsettings.Production.json";

    private readonly ManualTime _time = new();
    private readonly Puppet _check = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("healthpoint");
    private readonly List<string> _variables = [];

    // All tests in a process share its environment variables, so each test has its own prefix.
    private readonly string _prefix = $"HPTEST_{Guid.NewGuid():N}_";

    /// <summary>One set of settings, for checks that bear the names of what is set.</summary>
    public static TheoryData<bool> FileAndEnvironment => [true, false];

    public void Dispose()
    {
        _root.Delete(recursive: true);
        _variables.ForEach(static variable => Environment.SetEnvironmentVariable(variable, null));
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task Enabled_decides_whether_a_check_is_run_and_listed(bool inFile)
    {
        Set(inFile, ("Checks:a:Enabled", "false"), ("Checks:off:Enabled", "TRUE"));
        await using var app = await StartAsync(static builder => builder.AddCheck("off", Good, static check => check.Enabled = false));
        Assert.Equal("""{"success":{"off":"OK"},"error":{}}""", (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal(404, (await app.SendAsync("/health/?test=a", "john:doe")).Status);
        Assert.Equal(0, _check.Runs);
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task Timeout_is_the_deadline(bool inFile)
    {
        Set(inFile, ("Checks:a:Timeout", "2.5"), ("Checks:b:Timeout", "00:00:05"));
        var other = new Puppet();
        await using var app = await StartAsync(builder => builder.AddCheck("b", other.RunAsync, static check => check.Timeout = TimeSpan.FromSeconds(1)));
        _check.Hold();
        other.Hold();
        var answer = app.SendAsync("/health/", "john:doe");
        await Until.TrueAsync(() => _check.Runs + other.Runs == 2);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(("timed out after 2.5 s", "timed out after 5 s"), ((await answer).Detail("error", "a"), (await answer).Detail("error", "b")));
        _check.Release();
        other.Release();
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task CacheDuration_is_how_long_a_result_is_served(bool inFile)
    {
        Set(inFile, ("Checks:a:CacheDuration", "00:01:00"));
        await using var app = await StartAsync();
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("success: run 2", await app.ReadAsync("a"));
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task RefreshPeriod_runs_a_check_with_nobody_asking(bool inFile)
    {
        Set(inFile, ("Checks:a:RefreshPeriod", "60"));
        await using var app = await StartAsync();
        await Until.TrueAsync(() => _check.Runs == 1);
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task FailureThreshold_is_how_many_failures_turn_a_verdict(bool inFile)
    {
        Set(inFile, ("Checks:a:FailureThreshold", "2"));
        await using var app = await StartAsync();
        Assert.Equal("success: run 1", await app.ReadAsync("a"));
        _check.Status = HealthStatus.Unhealthy;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("success: failed 1 of 2 times: run 2", await app.ReadAsync("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("error: run 3", await app.ReadAsync("a"));
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task FailureStatus_makes_a_failure_a_warning(bool inFile)
    {
        Set(inFile, ("Checks:a:FailureStatus", "degraded"));
        await using var app = await StartAsync();
        _check.Status = HealthStatus.Unhealthy;
        Assert.Equal("warning: run 1", await app.ReadAsync("a"));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task Tags_take_the_place_of_those_in_code(bool inFile)
    {
        // Before .NET 9, setting a variable to an empty text removes it. And an empty list in a file reads as if it were not there.
        (string, string)[] none = inFile ? [("Checks:none:Tags", "")] : [];
        Set(inFile, [("Checks:a:Tags:0", "x"), ("Checks:a:Tags:1", "y z"), ("Checks:single:Tags", "alone"), .. none]);
        await using var app = await StartAsync(
            static builder => builder.AddCheck("single", Good, WithOldTags).AddCheck("none", Good, WithOldTags).AddCheck("other", Good, WithOldTags),
            WithOldTags);
        Assert.Equal("a", await SelectedAsync(app, "x"));
        Assert.Equal("a", await SelectedAsync(app, "y%20z"));
        Assert.Equal("single", await SelectedAsync(app, "alone"));
        Assert.Equal(inFile ? "other" : "none,other", await SelectedAsync(app, "old"));
        Assert.Equal(inFile ? "other" : "none,other", await SelectedAsync(app, "older"));

        static void WithOldTags(CheckOptions check) => check.Tags = ["old", "older"];
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task Arguments_reach_the_method(bool inFile)
    {
        Set(inFile, ("Checks:demanding:Arguments:LIMIT", "42"), ("Stats:facts:Arguments:address", "https://example.org/"));
        await using var app = await StartAsync(application: "Demanding");
        Assert.Equal("success: 42", await app.ReadAsync("demanding"));
    }

    [Theory]
    [MemberData(nameof(FileAndEnvironment))]
    public async Task Silenced_checks_run_and_do_not_count(bool inFile)
    {
        Set(inFile, ("Silenced:0", "B"), ("Silenced:1", "A"));
        await using var app = await StartAsync(static builder => builder.AddCheck("b", Good));
        _check.Status = HealthStatus.Unhealthy;
        Assert.Equal("silenced: run 1", await app.ReadAsync("a"));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
    }

    [Theory]
    [InlineData("Shop.Orders.Health.Stock", "Shop.Orders.Health.Stock")]
    [InlineData("Shop.Orders.Health.Stock", "SHOP.orders.HEALTH.stock")]
    [InlineData("out of stock", "Out Of Stock")]
    [InlineData("Größe-наличие-在庫", "GRÖßE-НАЛИЧИЕ-在庫")]
    [InlineData("42", "42")]
    [InlineData("0", "0")]
    [InlineData("a-b_c", "A-B_C")]
    [InlineData("Timeout", "timeout")]
    [InlineData("Checks", "checks")]
    [InlineData("a=b,c\"d'e\\f#$%", "a=b,c\"d'e\\f#$%", true)]
    public async Task Any_name_a_check_may_have_can_be_configured(string name, string configured, bool onlyInFile = false)
    {
        foreach (var inFile in onlyInFile ? new[] { true } : [true, false])
        {
            Set(inFile, ($"Checks:{configured}:FailureStatus", "Degraded"), ($"Checks:{configured}:Tags:0", "chosen"), ("Silenced:0", inFile ? "nothing" : configured));
            await using var app = await StartAsync(builder => builder.AddCheck(name, static (_, _) => throw new InvalidOperationException("down")).AddCheck("nothing", Good));
            Assert.Equal($"{(inFile ? "warning" : "silenced")}: down", await app.ReadAsync(name, "?tag=chosen"));
        }
    }

    [Fact]
    public async Task The_environment_wins_over_the_file_of_the_environment_which_wins_over_the_file()
    {
        Write(File, ("Checks:a:CacheDuration", "10"), ("Checks:a:FailureStatus", "Degraded"), ("Checks:a:Tags:0", "x"), ("Checks:a:Tags:1", "y"));
        Write(FileOfProduction, ("Checks:a:CacheDuration", "20"), ("Checks:A:Tags:0", "z"));
        Set(inFile: false, ("CHECKS:A:CACHEDURATION", "30"));
        await using var app = await StartAsync();
        _check.Status = HealthStatus.Unhealthy;
        Assert.Equal("warning: run 1", await app.ReadAsync("a"));
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("warning: run 1", await app.ReadAsync("a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("warning: run 2", await app.ReadAsync("a"));

        // .NET's configuration merges the lists of two sources index by index. A single value replaces the list.
        Assert.Equal(("", "a", "a"), (await SelectedAsync(app, "x"), await SelectedAsync(app, "y"), await SelectedAsync(app, "z")));
        Set(inFile: false, ("Checks:a:Tags", "only"));
        Reload(app);
        Assert.Equal(("", "", "a"), (await SelectedAsync(app, "y"), await SelectedAsync(app, "z"), await SelectedAsync(app, "only")));
    }

    [Fact]
    public async Task One_object_that_code_uses_for_several_checks_is_not_changed_by_the_configuration_of_one()
    {
        var shared = new CheckOptions { FailureStatus = HealthStatus.Unhealthy, Arguments = { ["limit"] = "1" } };
        Write(File, ("Checks:a:FailureStatus", "Degraded"), ("Checks:demanding:Arguments:limit", "2"), ("Stats:facts:Arguments:address", "https://example.org/"));
        await using var app = await StartAsync(
            builder => builder.AddCheck("b", static (_, _) => throw new InvalidOperationException("down")).Services.Configure<HealthPointOptions>(options =>
            {
                options.Checks["b"] = options.Checks["a"] = new CheckOptions { FailureStatus = HealthStatus.Unhealthy };
                options.Checks["demanding"] = shared;
            }),
            application: "Demanding");
        _check.Status = HealthStatus.Unhealthy;
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(("warning: run 1", "error: down", "success: 2"), (answer.Entry("a"), answer.Entry("b"), answer.Entry("demanding")));

        // A setting that is no longer configured is again what code says.
        Write(File, ("Stats:facts:Arguments:address", "https://example.org/"));
        Reload(app);
        Assert.Equal("success: 1", await app.ReadAsync("demanding"));
        Assert.Equal("error: run 2", await app.ReadAsync("a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_under_way_when_the_file_is_reloaded_answers_its_callers_and_the_next_one_runs_as_it_says_now(bool refreshed)
    {
        (string Key, string Value)[] before = refreshed ? [("Checks:a:RefreshPeriod", "60")] : [];
        Write(File, [("Checks:a:Timeout", "30"), .. before]);
        await using var app = await StartAsync();
        _check.Hold();
        var asked = new[] { app.ReadAsync("a"), app.ReadAsync("a", "?test=a"), StatusAsync() };
        await Until.TrueAsync(() => _check.Runs == 1 && Executing(app) == 3);
        _check.Status = HealthStatus.Unhealthy;

        Write(File, [("Checks:a:Timeout", "20"), ("Checks:a:FailureStatus", "Degraded"), ("DegradedStatusCode", "299"), .. before]);
        Reload(app);
        var late = app.ReadAsync("a");

        // The late caller has joined the run as soon as its own deadline is watched.
        await Until.TrueAsync(() => _time.Waits.Contains(TimeSpan.FromSeconds(20)));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.All(asked, static answer => Assert.False(answer.IsCompleted));
        _check.Release();

        // One run answers the callers from before the reload and the caller after it. It keeps the settings under which it began.
        Assert.Equal("error: run 1; error: run 1; 500", string.Join("; ", await Task.WhenAll(asked)));
        Assert.Equal("error: run 1", await late);
        Assert.Equal(1, _check.Runs);

        Assert.Equal("warning: run 2", await app.ReadAsync("a"));
        Assert.Equal(299, (await app.SendAsync("/health/")).Status);

        async Task<string?> StatusAsync() => (await app.SendAsync("/health/")).Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_deadline_that_is_reloaded_holds_from_the_next_run_on()
    {
        Write(File, ("Checks:a:Timeout", "30"));
        await using var app = await StartAsync();
        _check.Hold();
        var first = app.ReadAsync("a");
        await Until.TrueAsync(() => _check.Runs == 1);
        Write(File, ("Checks:a:Timeout", "5"));
        Reload(app);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(first.IsCompleted);
        _check.Release();
        Assert.Equal("success: run 1", await first);

        _check.Hold();
        var second = app.ReadAsync("a");
        await Until.TrueAsync(() => _check.Runs == 2);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("error: timed out after 5 s", await second);
        _check.Release();
    }

    [Fact]
    public async Task A_check_that_is_disabled_while_it_runs_answers_those_who_asked()
    {
        await using var app = await StartAsync();
        _check.Hold();
        var asked = app.ReadAsync("a");
        await Until.TrueAsync(() => _check.Runs == 1);
        Write(File, ("Checks:a:Enabled", "false"));
        Reload(app);
        Assert.Equal("""{"success":{},"error":{}}""", (await app.SendAsync("/health/", "john:doe")).Body);
        _check.Release();
        Assert.Equal("success: run 1", await asked);
    }

    [Fact]
    public async Task A_reload_with_a_mistake_is_logged_once_and_the_last_good_settings_stay()
    {
        Write(File, ("Checks:a:FailureStatus", "Degraded"));
        await using var app = await StartAsync();
        _check.Status = HealthStatus.Unhealthy;
        Write(File, ("Checks:a:FailureStatus", "Unhealthy"), ("Checks:a:Timout", "5"));
        Reload(app);
        Reload(app);
        Assert.Equal("warning: run 1", await app.ReadAsync("a"));
        Assert.Equal("HealthPoint: the reloaded configuration is refused, the last good settings stay: HealthPoint:Checks:a:Timout is not a key of HealthPoint. Did you mean 'Timeout'?", Assert.Single(Refusals(app)));

        Write(File, ("Checks:a:FailureStatus", "Unhealthy"), ("Checks:a:Timeout", "5"));
        Reload(app);
        Assert.Equal("error: run 2", await app.ReadAsync("a"));
        Write(File, ("Checks:a:Timout", "5"));
        Reload(app);
        Assert.Equal(2, Refusals(app).Count);
    }

    [Fact]
    public async Task What_counts_only_when_the_application_starts_is_named_once_by_a_reload_that_changes_it()
    {
        IList<string> dependsOn = [];
        Write(File, ("MaxConcurrency", "10"));
        await using var app = await StartAsync(builder => builder.AddCheck("b", Good).AddCheck("c", Good, static check => check.DependsOn = ["a"]).Services
            .Configure<HealthPointOptions>(options => options.Checks["b"] = new CheckOptions { DependsOn = dependsOn }));
        Write(File, ("MaxConcurrency", "20"), ("CacheDuration", "2"));
        Reload(app);
        Reload(app);
        Assert.Equal("HealthPoint: HealthPoint:MaxConcurrency changed, but counts only when the application starts. Restart it.", Assert.Single(Lines()));

        // A reload back to what is in force logs nothing. Nor does a change of something else.
        Write(File, ("MaxConcurrency", "10"));
        Reload(app);
        Write(File, ("MaxConcurrency", "10"), ("CacheDuration", "3"));
        Reload(app);
        Assert.Single(Lines());

        dependsOn = ["a"];
        Write(File, ("MaxConcurrency", "30"));
        Reload(app);
        Assert.Equal("HealthPoint: HealthPoint:MaxConcurrency, HealthPoint:Checks:b:DependsOn changed, but counts only when the application starts. Restart it.", Lines()[^1]);

        // A refused reload changes nothing.
        Write(File, ("MaxConcurrency", "40"), ("Nonsense", "1"));
        Reload(app);
        Assert.Equal(2, Lines().Length);

        string[] Lines() => [.. app.Log.OfHealthPoint.Where(static line => line.Level == LogLevel.Warning).Select(static line => line.Message)];
    }

    [Fact]
    public async Task A_reload_while_the_application_starts_is_not_lost()
    {
        Write(File, ("Checks:a:FailureStatus", "Unhealthy"));
        _check.Status = HealthStatus.Unhealthy;
        var reloads = 0;
        await using var app = await StartAsync(builder => builder.Services.AddSingleton<IPostConfigureOptions<HealthPointOptions>>(services =>
            new PostConfigureOptions<HealthPointOptions>(null, _ =>
            {
                // Other code reads the options first. HealthPoint reads its settings the second time.
                if (Interlocked.Increment(ref reloads) == 2)
                {
                    Write(File, ("Checks:a:FailureStatus", "Degraded"));
                    ((IConfigurationRoot)services.GetRequiredService<IConfiguration>()).Reload();
                }
            })));
        Assert.True(reloads >= 2);
        Assert.Equal("warning: run 1", await app.ReadAsync("a"));
    }

    private static int Executing(TestApp app) => app.Log.Lines.Count(static line => line.Message.StartsWith("Executing endpoint 'HealthPoint", StringComparison.Ordinal));

    private static IReadOnlyList<string> Refusals(TestApp app) =>
        [.. app.Log.OfHealthPoint.Where(static line => line.Level == LogLevel.Error && line.Message.Contains("refused", StringComparison.Ordinal)).Select(static line => line.Message)];

    private static async Task<string> SelectedAsync(TestApp app, string tag) => string.Join(',', (await app.SendAsync("/health/?tag=" + tag, "john:doe")) switch
    {
        { Status: 404 } => [],
        var answer => answer.Names("success").Concat(answer.Names("error")).Concat(answer.Names("warning")),
    });

    private static void Reload(TestApp app) => ((IConfigurationRoot)app.Services.GetRequiredService<IConfiguration>()).Reload();

    private static ValueTask<HealthCheckResult> Good(IServiceProvider services, CancellationToken cancellation) => ValueTask.FromResult(HealthCheckResult.Healthy());

    private void Set(bool inFile, params (string Key, string Value)[] settings)
    {
        if (inFile)
        {
            Write(File, settings);
            return;
        }

        foreach (var (key, value) in settings)
        {
            var variable = $"{_prefix}HealthPoint__{key.Replace(":", "__", StringComparison.Ordinal)}";
            _variables.Add(variable);
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    /// <summary>Writes the settings below <c>HealthPoint</c> as developers do: nested objects, lists, numbers and booleans.</summary>
    private void Write(string file, params (string Key, string Value)[] settings)
    {
        var root = new JsonObject();
        foreach (var (key, value) in settings)
        {
            var path = $"HealthPoint:{key}".Split(':');
            JsonNode node = root;
            for (var i = 0; i < path.Length - 1; i++)
            {
                JsonNode Make() => i + 1 < path.Length && path[i] is "Tags" or "Silenced" ? new JsonArray() : new JsonObject();
                node = node[path[i]] ??= Make();
            }

            var leaf = bool.TryParse(value, out var boolean) ? JsonValue.Create(boolean)
                : double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
                : JsonValue.Create(value);
            if (node is JsonArray list)
            {
                list.Add(leaf);
            }
            else
            {
                node[path[^1]] = leaf;
            }
        }

        System.IO.File.WriteAllText(Path.Combine(_root.FullName, file), root.ToJsonString());
    }

    private Task<TestApp> StartAsync(Action<IHealthPointBuilder>? more = null, Action<CheckOptions>? configure = null, string application = "Bare") => TestApp.StartAsync(
        builder =>
        {
            builder.AddCheck("a", _check.RunAsync, configure);
            more?.Invoke(builder);
        },
        application: application,
        settings: TestSettings.John,
        before: builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Configuration.AddEnvironmentVariables(_prefix);
        },
        contentRoot: _root.FullName);
}

using HealthPoint.Configuration;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

/// <summary>A value out of its range stops start-up, wherever it comes from, and the message has the key's name.</summary>
public sealed class BadValueTests
{
    private const string Deadline = "must be more than zero and at most an hour, but is ", NotNegative = "must not be negative, but is ", AYear = "must be at most a year, but is ",
        AboveZero = "must be more than zero, but is ", AtLeast10 = "must be at least 10 ms, but is ";

    /// <summary>A key below <c>Checks:a</c>, what is wrong with a value, and the value.</summary>
    public static TheoryData<string, string, TimeSpan> BadTimes => new()
    {
        { "Timeout", Deadline, TimeSpan.Zero },
        { "Timeout", Deadline, TimeSpan.FromTicks(-1) },
        { "Timeout", Deadline, Timeout.InfiniteTimeSpan },
        { "Timeout", Deadline, TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) },
        { "Timeout", Deadline, TimeSpan.MinValue },
        { "Timeout", Deadline, TimeSpan.MaxValue },
        { "CacheDuration", NotNegative, TimeSpan.FromTicks(-1) },
        { "CacheDuration", NotNegative, Timeout.InfiniteTimeSpan },
        { "CacheDuration", NotNegative, TimeSpan.MinValue },
        { "CacheDuration", AYear, TimeSpan.FromDays(366) + TimeSpan.FromTicks(1) },
        { "CacheDuration", AYear, TimeSpan.MaxValue },
        { "RefreshPeriod", AboveZero, TimeSpan.Zero },
        { "RefreshPeriod", AboveZero, TimeSpan.FromTicks(-1) },
        { "RefreshPeriod", AboveZero, Timeout.InfiniteTimeSpan },
        { "RefreshPeriod", AboveZero, TimeSpan.MinValue },
        { "RefreshPeriod", AtLeast10, TimeSpan.FromMilliseconds(1) },
        { "RefreshPeriod", AtLeast10, TimeSpan.FromMilliseconds(10) - TimeSpan.FromTicks(1) },
        { "RefreshPeriod", AYear, TimeSpan.FromDays(366) + TimeSpan.FromTicks(1) },
        { "RefreshPeriod", AYear, TimeSpan.MaxValue },
    };

    [Theory]
    [MemberData(nameof(BadTimes))]
    public async Task A_time_out_of_its_range_stops_start_up_in_code_and_in_the_configuration(string key, string problem, TimeSpan value)
    {
        var message = FormattableString.Invariant($"HealthPoint:Checks:a:{key} {problem}{value}.");
        Assert.Equal(
            "HealthPoint: AddCheck (AddCheck(\"a\")) is declared with a value that cannot be: " + message,
            await TestApp.RefusesToStartAsync(builder => builder.AddCheck("a", Good, check => Set(check))));
        Assert.Equal(message, await TestApp.RefusesToStartAsync(builder =>
        {
            AddA(builder);
            builder.Services.Configure<HealthPointOptions>(options => Set(options.Checks["a"] = new CheckOptions()));
        }));
        Assert.Equal(message, await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:Checks:a:" + key] = value.ToString("c", System.Globalization.CultureInfo.InvariantCulture) }));

        void Set(CheckOptions check)
        {
            switch (key)
            {
                case "Timeout":
                    check.Timeout = value;
                    break;
                case "CacheDuration":
                    check.CacheDuration = value;
                    break;
                default:
                    check.RefreshPeriod = value;
                    break;
            }
        }
    }

    [Theory]
    [InlineData("DefaultTimeout")]
    [InlineData("CacheDuration")]
    [InlineData("Checks:a:Timeout")]
    [InlineData("Checks:a:CacheDuration")]
    [InlineData("Checks:a:RefreshPeriod")]
    public async Task A_number_that_is_none_stops_start_up(string key)
    {
        foreach (var value in new[] { "NaN", "-NaN", "Infinity", "-Infinity", "1e999", "1e300", "-1e300", "1,5", "1.5 s", "0x10", "", " ", "one" })
        {
            Assert.Equal(
                $"HealthPoint:{key} is '{value}', but must be a duration: hh:mm:ss, or a number of seconds.",
                await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:" + key] = value }));
        }

        foreach (var value in new[] { "-1", "-0.001", "-00:00:01" })
        {
            Assert.StartsWith($"HealthPoint:{key} must ", await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:" + key] = value }), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("CacheDuration", "24:00:00")]
    [InlineData("Checks:a:CacheDuration", "36:00:00")]
    [InlineData("Checks:a:RefreshPeriod", "24:00:00")]
    [InlineData("Checks:a:RefreshPeriod", "48:00")]
    public async Task A_day_of_24_hours_is_not_taken_for_24_days(string key, string value) =>
        Assert.Equal(
            $"HealthPoint:{key} is '{value}', but must be a duration: hh:mm:ss, or a number of seconds.",
            await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:" + key] = value }));

    [Fact]
    public async Task A_bad_time_of_the_options_in_code_stops_start_up()
    {
        Assert.Equal("HealthPoint:CacheDuration must not be negative, but is -00:00:00.0010000.", await RefusalAsync(static options => options.CacheDuration = Timeout.InfiniteTimeSpan));
        Assert.Equal("HealthPoint:CacheDuration must be at most a year, but is 10675199.02:48:05.4775807.", await RefusalAsync(static options => options.CacheDuration = TimeSpan.MaxValue));
        Assert.Equal("HealthPoint:DefaultTimeout must be more than zero and at most an hour, but is 02:00:00.", await RefusalAsync(static options => options.DefaultTimeout = TimeSpan.FromHours(2)));

        static Task<string> RefusalAsync(Action<HealthPointOptions> configure) => TestApp.RefusesToStartAsync(builder => builder.Services.Configure(configure));
    }

    [Theory]
    [InlineData("0", "must be at least 1, but is 0.")]
    [InlineData("-1", "must be at least 1, but is -1.")]
    [InlineData("-2147483648", "must be at least 1, but is -2147483648.")]
    [InlineData("1.5", "is '1.5', but must be a whole number.")]
    [InlineData("2147483648", "is '2147483648', but must be a whole number.")]
    [InlineData("Infinity", "is 'Infinity', but must be a whole number.")]
    [InlineData("", "is '', but must be a whole number.")]
    public async Task A_threshold_that_is_none_stops_start_up(string value, string problem)
    {
        var message = "HealthPoint:Checks:a:FailureThreshold " + problem;
        Assert.Equal(message, await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:Checks:a:FailureThreshold"] = value }));
        if (int.TryParse(value, System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var threshold))
        {
            Assert.EndsWith(message, await TestApp.RefusesToStartAsync(builder => builder.AddCheck("a", Good, check => check.FailureThreshold = threshold)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(HealthStatus.Healthy, "Healthy")]
    [InlineData((HealthStatus)42, "42")]
    public async Task A_failure_status_that_is_none_stops_start_up_in_code(HealthStatus status, string text) =>
        Assert.EndsWith(
            $"HealthPoint:Checks:a:FailureStatus must be Unhealthy or Degraded, but is {text}.",
            await TestApp.RefusesToStartAsync(builder => builder.AddCheck("a", Good, check => check.FailureStatus = status)),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_number_of_an_attribute_that_the_compiler_lets_through_stops_start_up() =>
        Assert.Equal(
            "HealthPoint: Hasty (Hasty.Health.Check) is declared with a value that cannot be: HealthPoint:Checks:hasty:RefreshPeriod must be at least 10 ms, but is 00:00:00.0010000.",
            await TestApp.RefusesToStartAsync(application: "Hasty"));

    [Fact]
    public async Task Dependencies_are_no_key_of_the_configuration() =>
        Assert.StartsWith(
            "HealthPoint:Checks:a:DependsOn is not a key of HealthPoint. Known are: ",
            await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:Checks:a:DependsOn:0"] = "b" }),
            StringComparison.Ordinal);

    [Fact]
    public async Task All_bad_values_are_told_at_once()
    {
        var message = await TestApp.RefusesToStartAsync(AddA, settings: new()
        {
            ["HealthPoint:Checks:a:Timeout"] = "-1",
            ["HealthPoint:Checks:a:RefreshPeriod"] = "0.001",
            ["HealthPoint:Checks:a:FailureThreshold"] = "0",
        });
        Assert.Contains("HealthPoint:Checks:a:Timeout must", message, StringComparison.Ordinal);
        Assert.Contains("HealthPoint:Checks:a:RefreshPeriod must", message, StringComparison.Ordinal);
        Assert.Contains("HealthPoint:Checks:a:FailureThreshold must", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Checks:a:RefreshPeriod", "0.001")]
    [InlineData("Checks:a:CacheDuration", "-1")]
    [InlineData("Checks:a:FailureThreshold", "0")]
    [InlineData("Checks:a:Timeout", "3601")]
    [InlineData("CacheDuration", "NaN")]
    public async Task A_bad_value_of_a_reload_is_logged_with_its_key_and_the_last_good_settings_stay(string key, string value)
    {
        await using var app = await TestApp.StartAsync(AddA, settings: TestSettings.John);
        app.Reload("HealthPoint:" + key, value);
        var line = Assert.Single(app.Log.OfHealthPoint, static line => line.Level == LogLevel.Error);
        Assert.StartsWith($"HealthPoint: the reloaded configuration is refused, the last good settings stay: HealthPoint:{key} ", line.Message, StringComparison.Ordinal);
        Assert.Equal("success: OK", await app.ReadAsync("a"));
    }

    [Theory]
    [InlineData("Timeout", "3600")]
    [InlineData("Timeout", "0.0000001")]
    [InlineData("CacheDuration", "366.00:00:00")]
    [InlineData("CacheDuration", "0")]
    [InlineData("RefreshPeriod", "0.01")]
    [InlineData("RefreshPeriod", "49.00:00:00")]
    [InlineData("FailureThreshold", "2147483647")]
    public async Task The_ends_of_a_range_belong_to_it(string key, string value)
    {
        await using var app = await TestApp.StartAsync(AddA, settings: new() { ["HealthPoint:Checks:a:" + key] = value });
        Assert.NotEqual(404, (await app.SendAsync("/health/")).Status);
    }

    private static void AddA(IHealthPointBuilder builder) => builder.AddCheck("a", Good);

    private static ValueTask<HealthCheckResult> Good(IServiceProvider services, CancellationToken cancellation) => ValueTask.FromResult(HealthCheckResult.Healthy());
}

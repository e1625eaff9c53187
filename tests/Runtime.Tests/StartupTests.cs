using System.Diagnostics;
using System.Reflection;
using HealthPoint.Configuration;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

/// <summary>Every mistake stops the application before its first request, with one message that names what to change.</summary>
[Collection("runs the checks of Seed, which are counted")]
public sealed class StartupTests
{
    [Theory]
    [InlineData("BasicAuth:Username", "john", "HealthPoint:BasicAuth:Password is missing, but HealthPoint:BasicAuth:Username is set.")]
    [InlineData("BasicAuth:Password", "doe", "HealthPoint:BasicAuth:Username is missing, but HealthPoint:BasicAuth:Password is set.")]
    [InlineData("BasicAuth:Users:0:Username", "john", "HealthPoint:BasicAuth:Users:0:Password is missing, but HealthPoint:BasicAuth:Users:0:Username is set.")]
    [InlineData("FailureStatusCode", "200", "HealthPoint:FailureStatusCode must be an HTTP status from 400 to 599, but is 200.")]
    [InlineData("FailureStatusCode", "many", "HealthPoint:FailureStatusCode is 'many', but must be a whole number.")]
    [InlineData("DegradedStatusCode", "0", "HealthPoint:DegradedStatusCode must be an HTTP status from 200 to 599 that has a body (not 204, 205 or 304), but is 0.")]
    [InlineData("AuthRequired", "maybe", "HealthPoint:AuthRequired is 'maybe', but must be true or false.")]
    [InlineData("DefaultTimeout", "0", "HealthPoint:DefaultTimeout must be more than zero and at most an hour, but is 00:00:00.")]
    [InlineData("DefaultTimeout", "01:00:01", "HealthPoint:DefaultTimeout must be more than zero and at most an hour, but is 01:00:01.")]
    [InlineData("DefaultTimeout", "NaN", "HealthPoint:DefaultTimeout is 'NaN', but must be a duration: hh:mm:ss, or a number of seconds.")]
    [InlineData("CacheDuration", "-1", "HealthPoint:CacheDuration must not be negative, but is -00:00:01.")]
    [InlineData("MaxConcurrency", "0", "HealthPoint:MaxConcurrency must be at least 1, but is 0.")]
    [InlineData("DetailMaxLength", "0", "HealthPoint:DetailMaxLength must be at least 1, but is 0.")]
    [InlineData("StaffRoles:0", "", "HealthPoint:StaffRoles must not hold an empty role.")]
    [InlineData("StaffRole", "ops", "HealthPoint:StaffRole is not a key of HealthPoint. Did you mean 'StaffRoles'?")]
    [InlineData("HostBypass:HeaderValues:0", "", "HealthPoint:HostBypass:HeaderValues:0 is empty, but must be a secret; to switch the bypass off, leave it out.")]
    [InlineData("Checks:a:Timeout", "-1", "HealthPoint:Checks:a:Timeout must be more than zero and at most an hour, but is -00:00:01.")]
    [InlineData("Checks:a:FailureStatus", "Healthy", "HealthPoint:Checks:a:FailureStatus must be Unhealthy or Degraded, but is Healthy.")]
    [InlineData("Checks:a:FailureStatus", "2", "HealthPoint:Checks:a:FailureStatus is '2', but must be Unhealthy or Degraded.")]
    [InlineData("Checks:a:FailureThreshold", "0", "HealthPoint:Checks:a:FailureThreshold must be at least 1, but is 0.")]
    [InlineData("Checks:a:RefreshPeriod", "0", "HealthPoint:Checks:a:RefreshPeriod must be more than zero, but is 00:00:00.")]
    [InlineData("Checks:a:RefreshPeriod", "100000000", "HealthPoint:Checks:a:RefreshPeriod must be at most a year, but is 1157.09:46:40.")]
    [InlineData("Checks:a:CacheDuration", "367.00:00:00", "HealthPoint:Checks:a:CacheDuration must be at most a year, but is 367.00:00:00.")]
    [InlineData("Checks:a:CacheDuration", "10675199.02:48:05.4775807", "HealthPoint:Checks:a:CacheDuration must be at most a year, but is 10675199.02:48:05.4775807.")]
    [InlineData("Checks:a:Tags:0", "stats", "HealthPoint:Checks:a:Tags must not hold 'stats', which the status API uses itself.")]
    [InlineData("Checks:a:Timout", "1", "HealthPoint:Checks:a:Timout is not a key of HealthPoint. Did you mean 'Timeout'?")]
    [InlineData("Checks:a", "true", "HealthPoint:Checks:a is a single value, but must be a group of keys: Enabled, Timeout, CacheDuration, RefreshPeriod, FailureThreshold, FailureStatus, Tags, Arguments.")]
    [InlineData("Checks:b:Timeout", "1", "HealthPoint:Checks names 'b', but there is no such check. Did you mean 'a'?")]
    [InlineData("Checks:Shop.Signup:Timeout", "1", "HealthPoint:Checks names 'Shop.Signup', but there is no such check. Known are: a.")]
    [InlineData("Silenced:0", "b", "HealthPoint:Silenced names 'b', but there is no such check. Did you mean 'a'?")]
    [InlineData("Stats:s:Arguments:x", "1", "HealthPoint:Stats names 's', but there is no such stat.")]
    [InlineData("FailureStatusCod", "503", "HealthPoint:FailureStatusCod is not a key of HealthPoint. Did you mean 'FailureStatusCode'?")]
    [InlineData("BasicAuth:User", "x", "HealthPoint:BasicAuth:User is not a key of HealthPoint. Did you mean 'Users'?")]
    [InlineData("BasicAuth", "john:doe", "HealthPoint:BasicAuth is a single value, but must be a group of keys: Username, Password, Users.")]
    [InlineData("BasicAuth:Users", "john:doe", "HealthPoint:BasicAuth:Users is a single value, but must be a group of keys: 0, 1.")]
    [InlineData("Checks", "x", "HealthPoint:Checks is a single value, but must be a group of keys: <name of a check>.")]
    [InlineData("Stats", "x", "HealthPoint:Stats is a single value, but must be a group of keys: <name of a stat>.")]
    [InlineData("Checks:a:Arguments", "x", "HealthPoint:Checks:a:Arguments is a single value, but must be a group of keys: <name of a parameter>.")]
    [InlineData("DegradedStatusCode", "204", "HealthPoint:DegradedStatusCode must be an HTTP status from 200 to 599 that has a body (not 204, 205 or 304), but is 204.")]
    [InlineData("FailureStatusCode:Value", "503", "HealthPoint:FailureStatusCode is a group of keys, but must be a single value.")]
    [InlineData("StaffPolicy", "ops", "HealthPoint:StaffPolicy is 'ops', but the application has no authorization: call builder.Services.AddAuthorization().")]
    public async Task A_mistake_in_the_configuration_stops_start_up(string key, string value, string message) =>
        Assert.Equal(message, await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:" + key] = value }));

    [Theory]
    [InlineData("jo:hn", "doe", "HealthPoint:BasicAuth:Username must not contain ':', which separates it from the password (RFC 7617).")]
    [InlineData("john", "d\no", "HealthPoint:BasicAuth must not contain control characters (RFC 7617).")]
    [InlineData("", "doe", "HealthPoint:BasicAuth:Username is missing, but HealthPoint:BasicAuth:Password is set.")]
    public async Task Credentials_that_could_never_match_stop_start_up(string username, string password, string message) =>
        Assert.Equal(message, await TestApp.RefusesToStartAsync(AddA, settings: new()
        {
            ["HealthPoint:BasicAuth:Username"] = username,
            ["HealthPoint:BasicAuth:Password"] = password,
        }));

    [Fact]
    public async Task A_value_in_place_of_the_whole_section_stops_start_up() =>
        Assert.StartsWith(
            "HealthPoint is a single value, but must be a group of keys: BasicAuth, AuthRequired,",
            await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint"] = "on" }),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_key_without_a_value_is_not_set()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.Configure<HealthPointOptions>(static options =>
            {
                options.BasicAuth.Users = [new BasicAuthUser { Username = "john", Password = "doe" }];
                options.DetailMaxLength = 3;
            }),
            settings: new() { ["HealthPoint:BasicAuth:Users"] = null, ["HealthPoint:DetailMaxLength"] = null, ["HealthPoint:Checks"] = null });
        Assert.Equal("""{"success":{},"error":{}}""", (await app.SendAsync("/health/", "john:doe")).Body);
    }

    [Fact]
    public async Task An_application_whose_name_is_no_assembly_with_checks_has_those_of_its_entry_assembly()
    {
        // The entry assembly is this test assembly. It references Excessive, whose check is refused.
        foreach (var name in new[] { "No.Such.Assembly", "Plain" })
        {
            Assert.StartsWith("HealthPoint: Excessive (Excessive.Health.Check) is declared", await TestApp.RefusesToStartAsync(application: name), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Several_mistakes_are_told_at_once()
    {
        var message = await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:Auth"] = "x", ["HealthPoint:MaxConcurrency"] = "x" });
        Assert.Contains("HealthPoint:Auth is not a key", message, StringComparison.Ordinal);
        Assert.Contains("HealthPoint:MaxConcurrency is 'x'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_of_every_kind_are_told_in_one_message()
    {
        var message = await TestApp.RefusesToStartAsync(
            static builder =>
            {
                AddA(builder);
                builder.AddCheck("b", Good).Services.AddOptions<HealthPointOptions>().Validate(static options => options.DetailMaxLength == 1, "the application's own rule");
            },
            "Demanding",
            new()
            {
                ["HealthPoint:Auth"] = "x",
                ["HealthPoint:MaxConcurrency"] = "x",
                ["HealthPoint:FailureStatusCode"] = "200",
                ["HealthPoint:BasicAuth:Username"] = "john",
                ["HealthPoint:Checks:a:Timeout"] = "-1",
                ["HealthPoint:Checks:b:FailureThreshold"] = "3",
                ["HealthPoint:Checks:b:CacheDuration"] = "0",
                ["HealthPoint:Checks:nobody:Timeout"] = "1",
                ["HealthPoint:Checks:demanding:Arguments:limit"] = "many",
                ["HealthPoint:Silenced:0"] = "somebody",
                ["HealthPoint:Stats:nothing:Arguments:x"] = "1",
            });
        string[] expected =
        [
            "HealthPoint:Auth is not a key of HealthPoint.",
            "HealthPoint:BasicAuth:Password is missing",
            "HealthPoint:Checks names 'nobody'",
            "HealthPoint:Checks:a:Timeout must be",
            "HealthPoint:Checks:b:FailureThreshold is 3,",
            "HealthPoint:Checks:demanding:Arguments:limit does not parse",
            "HealthPoint:FailureStatusCode must be",
            "HealthPoint:MaxConcurrency is 'x'",
            "HealthPoint:Silenced names 'somebody'",
            "HealthPoint:Stats names 'nothing'",
            "HealthPoint:Stats:facts:Arguments:address is missing",
            "the application's own rule",
        ];
        string[] told = [.. message.Split("; ").Order(StringComparer.Ordinal)];
        Assert.Equal(expected.Length, told.Length);
        Assert.All(told.Zip(expected), static both => Assert.StartsWith(both.Second, both.First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_staff_policy_stops_start_up() =>
        Assert.StartsWith(
            "HealthPoint:StaffPolicy is 'ops', but there is no such authorization policy.",
            await TestApp.RefusesToStartAsync(AddA, settings: new() { ["HealthPoint:StaffPolicy"] = "ops" }, before: static builder => builder.Services.AddAuthorization()),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a/b", "contains '/'")]
    [InlineData("a:b", "contains ':'")]
    [InlineData("a__b", "contains '__'")]
    [InlineData("a\nb", "contains a control character")]
    public async Task A_bad_name_of_AddCheck_stops_start_up(string name, string problem) =>
        Assert.Contains(problem, await TestApp.RefusesToStartAsync(builder => builder.AddCheck(name, Good)), StringComparison.Ordinal);

    [Fact]
    public async Task A_bad_setting_of_AddCheck_stops_start_up() =>
        Assert.Equal(
            "HealthPoint: AddCheck (AddCheck(\"a\")) is declared with a value that cannot be: HealthPoint:Checks:a:Timeout must be more than zero and at most an hour, but is 02:00:00.",
            await TestApp.RefusesToStartAsync(static builder => builder.AddCheck("a", Good, static check => check.Timeout = TimeSpan.FromHours(2))));

    [Fact]
    public async Task A_number_of_an_attribute_that_no_time_span_holds_stops_start_up() =>
        Assert.Equal(
            "HealthPoint: Excessive (Excessive.Health.Check) is declared with a value that cannot be: HealthPoint:Checks:excessive:CacheDuration must be at most a year, but is 10675199.02:48:05.4775807.",
            await TestApp.RefusesToStartAsync(application: "Excessive"));

    [Fact]
    public async Task A_name_that_stands_twice_stops_start_up_and_names_both_origins()
    {
        Assert.Equal(
            "HealthPoint: the check name 'BOOL' stands twice: Shapes (Shapes.Checks.Bool) and AddCheck (AddCheck(\"BOOL\")). Names are compared ignoring case; give one of them another name.",
            await TestApp.RefusesToStartAsync(static builder => builder.AddCheck("BOOL", Good), "Shapes"));
        Assert.Contains(
            "Shapes (Shapes.Checks.Bool) and AddHealthChecks (AddHealthChecks(), \"bool\")",
            await TestApp.RefusesToStartAsync(static builder => builder.Services.AddHealthChecks().AddCheck("bool", static () => HealthCheckResult.Healthy()), "Shapes"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_stands_in_two_assemblies_stops_start_up_and_names_both() =>
        Assert.Equal(
            "HealthPoint: the check name 'healthpoint.tests.HEALTH.success' stands twice: Seed (Seed.Health.Success) and Rival (Rival.Health.Check). Names are compared ignoring case; give one of them another name.",
            await TestApp.RefusesToStartAsync(static builder => builder.AddAssembly(Assembly.Load("Rival")), "Seed"));

    [Fact]
    public async Task An_application_built_without_the_generator_does_not_start_and_says_what_is_missing()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "NoGenerator.dll"), "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            // The output ends only when the process does, so the test run's own limit ends a process that wrongly starts.
            var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, process.ExitCode);
            Assert.Contains("HealthPoint: no health checks were found. Tried: NoGenerator. The source generator of HealthPoint.Abstractions", errors, StringComparison.Ordinal);
            Assert.Contains("AddHealthPoint().AddAssembly(assembly)", errors, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task An_assembly_without_checks_given_to_AddAssembly_stops_start_up() =>
        Assert.StartsWith(
            "HealthPoint: AddAssembly was given Plain, which has no health checks.",
            await TestApp.RefusesToStartAsync(static builder => builder.AddAssembly(typeof(Plain.Greeting).Assembly)),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_plug_in_brings_its_checks()
    {
        await using var app = await TestApp.StartAsync(static builder => builder.AddAssembly(Assembly.Load("Seed")).AddAssembly(Assembly.Load("Seed")));
        Assert.Equal(500, (await app.SendAsync("/health/")).Status);
        Assert.Contains(app.Log.OfHealthPoint, static line => line.Message is "HealthPoint: 2 checks from 1 assembly (Seed 2)");
    }

    [Fact]
    public async Task A_check_of_an_assembly_without_a_module_appears_once_although_three_modules_see_it()
    {
        await using var app = await TestApp.StartAsync(application: "Diamond", settings: TestSettings.John);
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(["Left.Health.Own", "adopted", "Right.Health.Own", "Diamond.Health.Own"], answer.Names("success"));
        Assert.Equal("adopted by whoever references it", answer.Detail("success", "adopted"));
        Assert.Contains(app.Log.OfHealthPoint, static line => line.Message is "HealthPoint: 4 checks from 4 assemblies (Left 1, Orphan 1, Right 1, Diamond 1)");
    }

    [Fact]
    public async Task Start_up_logs_one_line_that_counts_the_checks()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("one more", Good).Services
                .AddSingleton(new Shapes.Clock("")).AddHealthChecks().AddCheck("foreign", static () => HealthCheckResult.Healthy()),
            application: "Shapes");
        var line = Assert.Single(app.Log.OfHealthPoint);
        Assert.Equal((LogLevel.Information, "HealthPoint: 29 checks from 3 assemblies (Shapes 27, AddCheck 1, AddHealthChecks 1)"), (line.Level, line.Message));
    }

    [Fact]
    public async Task An_application_without_checks_is_healthy_and_is_warned_once()
    {
        await using var app = await TestApp.StartAsync(settings: new() { ["HealthPoint:BasicAuth:Username"] = "john", ["HealthPoint:BasicAuth:Password"] = "doe" });
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal((200, """{"success":{},"error":{}}"""), (answer.Status, answer.Body));
        var line = Assert.Single(app.Log.OfHealthPoint);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains("no health checks", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_can_be_stopped_again_after_it_was_disposed_of()
    {
        // A test server does this: the application's own Run() stops and disposes of the application meanwhile.
        var app = await TestApp.StartAsync(static builder => builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy())));
        Assert.Equal(200, (await app.SendAsync("/health/")).Status);
        await app.DisposeAsync();
        await app.StopAsync();
    }

    [Fact]
    public async Task Adding_HealthPoint_twice_adds_its_checks_once()
    {
        await using var app = await TestApp.StartAsync(static builder => builder.Services.AddHealthPoint(static options => options.FailureStatusCode = 503), application: "Seed");
        Assert.Equal(503, (await app.SendAsync("/health/")).Status);
        Assert.Single(app.Log.OfHealthPoint, static line => line.Message.StartsWith("HealthPoint: 2 checks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Configuration_wins_over_code()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy())).Services
                .Configure<HealthPointOptions>(static options => (options.FailureStatusCode, options.Silenced) = (503, ["a"])),
            settings: new() { ["HealthPoint:FailureStatusCode"] = "599", ["HealthPoint:Silenced"] = "" });
        Assert.Equal(599, (await app.SendAsync("/health/")).Status);
    }

    [Fact]
    public async Task A_check_can_be_disabled_retagged_made_a_warning_and_silenced_in_the_configuration_and_that_follows_a_reload()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder
                .AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy("down")), static check => check.Tags = ["old"])
                .AddCheck("b", Good),
            settings: new() { ["HealthPoint:BasicAuth:Username"] = "john", ["HealthPoint:BasicAuth:Password"] = "doe", ["HealthPoint:Checks:a:Enabled"] = "false" });
        Assert.Equal("""{"success":{"b":"OK"},"error":{}}""", (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal(404, (await app.SendAsync("/health/?test=a", "john:doe")).Status);

        app.Reload("HealthPoint:Checks:a:Enabled", "true");
        Assert.Equal("""{"success":{"b":"OK"},"error":{"a":"down"}}""", (await app.SendAsync("/health/", "john:doe")).Body);

        app.Reload("HealthPoint:Checks:a:FailureStatus", "degraded");
        Assert.Equal("""{"success":{"b":"OK"},"error":{},"warning":{"a":"down"}}""", (await app.SendAsync("/health/", "john:doe")).Body);

        app.Reload("HealthPoint:Checks:a:Tags:0", "new");
        Assert.Equal(404, (await app.SendAsync("/health/?tag=old", "john:doe")).Status);
        Assert.Equal(200, (await app.SendAsync("/health/?tag=new", "john:doe")).Status);

        app.Reload("HealthPoint:Checks:a:FailureStatus", "unhealthy");
        app.Reload("HealthPoint:Silenced:0", "a");
        var silenced = await app.SendAsync("/health/", "john:doe");
        Assert.Equal((200, """{"success":{"b":"OK"},"error":{},"silenced":{"a":"down"}}"""), (silenced.Status, silenced.Body));
    }

    private static void AddA(IHealthPointBuilder builder) => builder.AddCheck("a", Good);

    private static ValueTask<HealthCheckResult> Good(IServiceProvider services, CancellationToken cancellation) => ValueTask.FromResult(HealthCheckResult.Healthy());
}

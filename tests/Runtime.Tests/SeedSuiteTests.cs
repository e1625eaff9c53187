using HealthPoint.Tests.Hosting;

namespace HealthPoint.Tests;

/// <summary>The tests of django-healthpoint, one by one, with generated checks.</summary>
[Collection("runs the checks of Seed, which are counted")]
public sealed class SeedSuiteTests
{
    private const string Success = "healthpoint.tests.health.success", Failure = "healthpoint.tests.health.failure";

    [Theory]
    [InlineData(null, 500)]
    [InlineData("503", 503)]
    public async Task HP_T1_a_failing_check_fails_the_endpoint_and_an_anonymous_caller_reads_nothing(string? configured, int status)
    {
        await using var app = await StartAsync(configured);
        var answer = await app.SendAsync("/health/");
        Assert.Equal((status, "{}"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(null, 500)]
    [InlineData("503", 503)]
    public async Task HP_T2_a_failing_check_alone_fails(string? configured, int status)
    {
        await using var app = await StartAsync(configured);
        var answer = await app.SendAsync($"/health/?test={Failure}");
        Assert.Equal((status, "{}"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task HP_T3_a_passing_check_alone_passes_and_the_failing_one_does_not_run()
    {
        await using var app = await StartAsync();
        var before = Seed.SeedRuns.OfFailure;
        var answer = await app.SendAsync($"/health/?test={Success}");
        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
        Assert.Equal(before, Seed.SeedRuns.OfFailure);
    }

    [Fact]
    public async Task HP_T4_an_unknown_check_is_not_found()
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync("/health/?test=does.not.exist");
        Assert.Equal((404, "{}"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task HP_T5_an_unknown_check_beside_a_passing_one_is_not_found()
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync($"/health/?test=does.not.exist&test={Success}");
        Assert.Equal((404, "{}"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(null, 500)]
    [InlineData("503", 503)]
    public async Task HP_T6_a_failure_beats_an_unknown_check(string? configured, int status)
    {
        await using var app = await StartAsync(configured);
        var answer = await app.SendAsync($"/health/?test=does.not.exist&test={Failure}");
        Assert.Equal((status, "{}"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(null, 500)]
    [InlineData("503", 503)]
    public async Task HP_T7_a_caller_with_basic_credentials_reads_why(string? configured, int status)
    {
        await using var app = await StartAsync(configured, basic: true);
        var answer = await app.SendAsync("/health/", user: "john:doe");
        Assert.Equal(status, answer.Status);
        Assert.Equal(
            $$$"""{"success":{"{{{Success}}}":"This check always succeeds"},"error":{"{{{Failure}}}":"This check always fails"}}""",
            answer.Body);
    }

    [Fact]
    public async Task HP_T8_an_anonymous_caller_is_refused_where_authentication_is_required_and_nothing_runs()
    {
        await using var app = await StartAsync(settings: new() { ["HealthPoint:AuthRequired"] = "true" });
        var before = Seed.SeedRuns.OfFailure;
        var answer = await app.SendAsync("/health/");
        Assert.Equal((403, "{}"), (answer.Status, answer.Body));
        Assert.Empty(answer.Headers.WwwAuthenticate);
        Assert.Equal(before, Seed.SeedRuns.OfFailure);
    }

    [Fact]
    public async Task HP_T8_where_basic_authentication_is_configured_he_is_asked_for_it()
    {
        await using var app = await StartAsync(basic: true, settings: new() { ["HealthPoint:AuthRequired"] = "true" });
        var refused = await app.SendAsync("/health/");
        Assert.Equal((401, "{}"), (refused.Status, refused.Body));
        Assert.Equal("Basic realm=\"health\", charset=\"UTF-8\"", Assert.Single(refused.Headers.WwwAuthenticate).ToString());
        Assert.Equal(401, (await app.SendAsync("/health/", user: "john:dont")).Status);
        Assert.Equal(500, (await app.SendAsync("/health/", user: "john:doe")).Status);
    }

    [Theory]
    [InlineData("?test=healthpoint.tests.health.success", 200, """{"success":{"healthpoint.tests.health.success":"This check always succeeds"},"error":{}}""")]
    [InlineData("?test=", 404, """{"success":{},"error":{"":"Unknown health check"}}""")]
    [InlineData("?test=nope&test=healthpoint.tests.health.failure", 500, """{"success":{},"error":{"healthpoint.tests.health.failure":"This check always fails","nope":"Unknown health check"}}""")]
    public async Task A_viewer_reads_what_he_selected(string query, int status, string body)
    {
        await using var app = await StartAsync(basic: true);
        var answer = await app.SendAsync("/health/" + query, user: "john:doe");
        Assert.Equal((status, body), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Selecting_one_check_never_runs_those_that_come_after_it()
    {
        // Once django-healthpoint 0.4.0 had found one check, it also ran every later one. "failure" sorts before "success".
        await using var app = await StartAsync(basic: true);
        var answer = await app.SendAsync($"/health/?test={Failure}&test={Failure}", user: "john:doe");
        Assert.Equal([Failure], answer.Names("error"));
        Assert.Empty(answer.Names("success"));
    }

    // The tests T2 to T6 read single results, which anonymous callers may do only where that is switched on.
    private static Task<TestApp> StartAsync(string? failureStatusCode = null, bool basic = false, TestSettings? settings = null)
    {
        var all = basic ? TestSettings.John : [];
        all["HealthPoint:AllowAnonymousSelection"] = "true";
        all["HealthPoint:FailureStatusCode"] = failureStatusCode;
        return TestApp.StartAsync(application: "Seed", settings: all.And(settings));
    }
}

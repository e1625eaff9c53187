using System.Text.Json.Nodes;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests;

/// <summary>What a check says about a failure is often a driver's message, with the connection string in it.</summary>
public sealed class SecretTests
{
    private const string Said = "Host=db;Password=hunter2;Port=1", Shown = "Host=db;Password=***;Port=1";

    public static TheoryData<string, string> Texts => new()
    {
        { "Server=db;Password=hunter2;Port=1", "Server=db;Password=***;Port=1" },
        { "Pwd = hunter2 ; Port=1", "Pwd = ***; Port=1" },
        { "db_password='hunter 2' refused", "db_password=*** refused" },
        { "AccountName=a;AccountKey=aGVsbG8=;x", "AccountName=a;AccountKey=***;x" },
        { "Endpoint=sb://bus/;SharedAccessKeyName=n;SharedAccessKey=hunter2=;x", "Endpoint=sb://bus/;SharedAccessKeyName=n;SharedAccessKey=***;x" },
        { "{\"password\": \"hunter2\", \"x\": 1}", "{\"password\": ***, \"x\": 1}" },
        { "{\"password\": ***, \"x\": 1}", "{\"password\": ***, \"x\": 1}" },
        { "amqp://guest:hunter2@host/vhost refused", "amqp://guest:***@host/vhost refused" },
        { "redis://:hunter2@host", "redis://:***@host" },
        { "postgres://u:p@ss:w0rd@host/db", "postgres://u:***@host/db" },
        { "Password=\"hun\"\"ter2\";x", "Password=***;x" },
        { "Password='hun''ter2';x", "Password=***;x" },
        { "Driver={x};Pwd={hun;ter2};y", "Driver={x};Pwd=***;y" },
        { "Driver={x};Pwd={hun}}ter2};y", "Driver={x};Pwd=***;y" },
        { "{\"password\":\"hun\\\"ter2\",\"x\":1}", "{\"password\":***,\"x\":1}" },
        { "said {\\\"password\\\":\\\"hunter2\\\"}", "said {\\\"password\\\":***" },
        { "pwd: hunter2", "pwd: ***" },
        { "passwd: hunter2", "passwd: ***" },
        { "passwd=hunter2", "passwd=***" },
        { "token: hunter2", "token: ***" },
        { "\"token\":\"hunter2\"", "\"token\":***" },
        { "x-api-key: hunter2", "x-api-key: ***" },
        { "client_secret=hunter2;x", "client_secret=***;x" },
        { "sent Authorization: Bearer hun.ter-2_ and got 401", "sent Authorization: Bearer *** and got 401" },
        { "sent Authorization: Basic aHVudGVyMg== and got 401", "sent Authorization: Basic *** and got 401" },
        { "{\"Authorization\": \"Bearer hunter2\", \"x\": 1}", "{\"Authorization\": \"Bearer ***\", \"x\": 1}" },
        { "Authorization: AWS4-HMAC-SHA256 Credential=a/b, Signature=hunter2", "Authorization: ***" },
        { "Proxy-Authorization: Digest username=\"john\", response=\"hunter2\"", "Proxy-Authorization: ***" },
        { "the token 'Bearer hunter2' was refused", "the token 'Bearer ***' was refused" },
        { "refused the bearer token eyJhbGci.eyJzdWIi.hunter2 of john", "refused the bearer token *** of john" },
        { "Basic am9objpodW50ZXIy was refused", "Basic *** was refused" },
        {
            "GET https://a.blob.core.windows.net/c?sv=2022&sig=hunter2%3D&se=2030 got 403",
            "GET https://a.blob.core.windows.net/c?sv=2022&sig=***&se=2030 got 403"
        },
        {
            "GET https://b.s3.amazonaws.com/k?X-Amz-Credential=hunter%2F2&X-Amz-Date=2030&X-Amz-Security-Token=hunter2==&X-Amz-Signature=hunter2 got 403",
            "GET https://b.s3.amazonaws.com/k?X-Amz-Credential=***&X-Amz-Date=2030&X-Amz-Security-Token=***&X-Amz-Signature=*** got 403"
        },
        { "GET https://x/?AWSAccessKeyId=a&Signature=hunter2&Expires=1 got 403", "GET https://x/?AWSAccessKeyId=a&Signature=***&Expires=1 got 403" },
        { "GET https://x/?api_key=hunter2&q=1", "GET https://x/?api_key=***&q=1" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Secrets_in_what_a_failing_check_says_are_masked(string said, string shown)
    {
        await using var app = await TestApp.StartAsync(
            builder => builder
                .AddCheck("returned", (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(said)))
                .AddCheck("thrown", (_, _) => throw new InvalidOperationException(said)),
            settings: TestSettings.John);
        Assert.Equal("error: " + shown, await app.ReadAsync("returned"));
        Assert.Equal("error: " + shown, await app.ReadAsync("thrown"));
    }

    [Theory]
    [InlineData("no secret at http://host:8080/path")]
    [InlineData("Unexpected token: }")]
    [InlineData("pass: 3 of 4 tests")]
    [InlineData("pass=3 of 4, fail=1")]
    [InlineData("pass=3/4")]
    [InlineData("pass = 75%")]
    [InlineData("bypass=true")]
    [InlineData("Basic authentication failed")]
    [InlineData("basic connectivity test failed")]
    [InlineData("the bearer token is missing")]
    [InlineData("WWW-Authenticate: Bearer error=\"invalid_token\"")]
    [InlineData("the signature does not match the one that was sent")]
    [InlineData("the password must be changed in 3 days")]
    public async Task What_only_sounds_like_a_secret_can_be_read(string said)
    {
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("a", (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(said))), settings: TestSettings.John);
        Assert.Equal("error: " + said, await app.ReadAsync("a"));
    }

    [Fact]
    public async Task Every_detail_that_is_not_healthy_is_masked_however_the_check_fails()
    {
        var time = new ManualTime();
        var status = HealthStatus.Healthy;
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.AddCheck("unhealthy", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(Said)));
                builder.AddCheck("degraded", static (_, _) => ValueTask.FromResult(HealthCheckResult.Degraded(Said)));
                builder.AddCheck("warning", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(Said)), static check => check.FailureStatus = HealthStatus.Degraded);
                builder.AddCheck("with an exception", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(Said, new InvalidOperationException("x"))));
                builder.AddCheck("healthy with an exception", static (_, _) => ValueTask.FromResult(new HealthCheckResult(HealthStatus.Healthy, Said, new InvalidOperationException("x"))));
                builder.AddCheck("forgiven", (_, _) => ValueTask.FromResult(new HealthCheckResult(status, Said)), static check => check.FailureThreshold = 3);
                builder.AddCheck("silenced", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(Said)));
                builder.AddCheck("healthy", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy("all is well")));
            },
            settings: TestSettings.John.And(new() { ["HealthPoint:Silenced:0"] = "silenced" }),
            before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        await app.SendAsync("/health/");
        status = HealthStatus.Unhealthy;
        time.Advance(TimeSpan.FromSeconds(1));
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.DoesNotContain("hunter2", answer.Body, StringComparison.Ordinal);
        Assert.Equal(
            $"error: {Shown}; warning: {Shown}; warning: {Shown}; error: {Shown}; success: {Shown}; success: failed 1 of 3 times: {Shown}; silenced: {Shown}; success: all is well",
            string.Join("; ", new[] { "unhealthy", "degraded", "warning", "with an exception", "healthy with an exception", "forgiven", "silenced", "healthy" }.Select(answer.Entry)));
    }

    [Fact]
    public async Task The_log_observers_and_MapHealthChecks_get_the_masked_text_as_well()
    {
        var observer = new Recorder();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton(observer);
                builder.AddObserver<Recorder>().AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(Said)));
            },
            static app => app.MapHealthChecks("/hc", new() { ResponseWriter = static (context, report) => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, report.Entries["a"].Description!) }));
        Assert.Equal(Shown, (await app.SendAsync("/hc")).Body);
        await Until.TrueAsync(() => observer.Told is not null && app.Log.OfHealthPoint.Any(static line => line.Level == LogLevel.Error));
        Assert.Equal(Shown, observer.Told);
        Assert.Equal("Health check a is Unhealthy: " + Shown, app.Log.OfHealthPoint.Single(static line => line.Level == LogLevel.Error).Message);
        Assert.All(app.Log.Lines, static line => Assert.DoesNotContain("hunter2", line.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ui")]
    [InlineData("health")]
    public async Task Strings_in_data_are_masked_wherever_they_lie_and_so_is_what_a_name_calls_a_secret(string format)
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["connection"] = Said,
            ["list"] = new[] { Said },
            ["nested"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["deep"] = new List<object?> { Said, 1 } },
            ["uri"] = new Uri("amqp://guest:hunter2@host/"),
            ["object"] = new Connection(),
            ["json"] = JsonNode.Parse($$"""{"a":"{{Said}}"}""")!,
            [Said] = "as a name",
            ["password"] = "hunter2",
            ["DbPassword"] = "hunter2",
            ["x-api-key"] = new JsonObject { ["value"] = "hunter2" },
            ["client secret"] = new[] { "hunter2", null },
            ["token"] = JsonValue.Create("hunter2"),
            ["passwd"] = 12345,
            ["sig"] = "hunter2"u8.ToArray(),
            ["credentials"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["john"] = "hunter2" },
            ["hasPassword"] = true,
            ["tokens"] = 42,
            ["keys"] = 3,
            ["design"] = "new",
        };
        await using var app = await TestApp.StartAsync(
            builder => builder.AddCheck("a", (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy(data: data))), settings: TestSettings.John);
        var answer = await app.SendAsync("/health/?format=" + format, "john:doe");
        Assert.DoesNotContain("hunter2", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("hunter2"u8), answer.Body, StringComparison.Ordinal);
        Assert.Equal(
            $$"""
            {"connection":"{{Shown}}","list":["{{Shown}}"],"nested":{"deep":["{{Shown}}",1]},"uri":"amqp://guest:***@host/","object":"{{Shown}}","json":{"a":"{{Shown}}"},"{{Shown}}":"as a name","password":"***","DbPassword":"***","x-api-key":{"value":"***"},"client secret":["***",null],"token":"***","passwd":"***","sig":"***","credentials":{"john":"***"},"hasPassword":true,"tokens":42,"keys":3,"design":"new"}
            """,
            (format is "ui" ? answer.Json["entries"]!["a"]!["data"]! : answer.Json["checks"]!["a"]![0]!["data"]!).ToJsonString());

        // HealthPoint must not change the check's own objects.
        Assert.Equal("hunter2", data["password"]);
    }

    [Fact]
    public async Task Texts_that_are_made_to_be_hard_to_search_are_masked_like_any_other()
    {
        string[] pieces =
        [
            "://a:", "?", "&", "&key", "&a", "#", "key=", "password", "password=\n", "pass", "pass=1", "token:", "token: ", "bearer ", "bearer token ", "bearer", "basic ", "basic a ", "basicaA",
            "authorization", "authorization:", "authorization: bearer ", "password=\"\\", "pwd={}}", "access ", "api-", "sig", "secret_", "@", " ", "\n", "a", "1", "\\\"", "***", "\ud83d",
        ];
        string[] before = ["", "password", "password=", "pass=", "token:", "bearer ", "basic ", "authorization:", "://", "?"];
        var hostile = before.SelectMany(start => pieces.Select(piece => start + string.Concat(Enumerable.Repeat(piece, 16_000 / piece.Length)) + " Password=hunter2")).ToArray();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                for (var i = 0; i < hostile.Length; i++)
                {
                    var said = hostile[i];
                    builder.AddCheck($"{i}", (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(said)));
                }
            },
            settings: TestSettings.John.And(new() { ["HealthPoint:DetailMaxLength"] = "20000", ["HealthPoint:MaxConcurrency"] = "2", ["HealthPoint:DefaultTimeout"] = "3600" }));
        var answer = await app.SendAsync("/health/", "john:doe");
        Assert.Equal(hostile.Length, answer.Names("error").Length);
        Assert.DoesNotContain("hunter2", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("took too long", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_not_shown_by_half_where_a_long_text_is_cut()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy(new string('x', 16_370) + " amqp://guest:hunter2hunter2@host"))),
            settings: TestSettings.John.And(new() { ["HealthPoint:DetailMaxLength"] = "20000" }));
        Assert.Equal("error: " + new string('x', 16_370), await app.ReadAsync("a"));
    }

    private sealed class Connection
    {
        public override string ToString() => Said;
    }

    private sealed class Recorder : IHealthPointObserver
    {
        public string? Told { get; private set; }

        public void OnTransition(HealthTransition transition) => Told = transition.Detail;
    }
}

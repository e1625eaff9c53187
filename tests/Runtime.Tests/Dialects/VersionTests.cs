using System.Text;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HealthPoint.Tests.Dialects;

/// <summary>The tests that python-dockerflow has for <c>/__version__</c>, and what HealthPoint promises beyond them.</summary>
public sealed class VersionTests : IDisposable
{
    private const string Version = """{"source":"https://code.example/shop","version":"1.2.3","commit":"0123abc","build":"https://ci.example/7","more":[1,2.50]}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("healthpoint-version-");

    private string File => Path.Combine(_folder.FullName, "version.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task DF_C5_the_file_is_served_as_it_is()
    {
        await WriteAsync(Version);
        await using var app = await StartAsync();
        var answer = await app.SendAsync("/__version__");
        Assert.Equal((200, Version), (answer.Status, answer.Body));
        Assert.Equal("application/json", answer.ContentHeaders.ContentType?.ToString());
        Assert.Equal(Version.Length, answer.ContentHeaders.ContentLength);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task DF_C6_without_a_file_there_is_no_version_and_no_complaint()
    {
        await using var app = await StartAsync();
        Assert.Equal((404, "{}"), await ReadAsync(app));
        Assert.DoesNotContain(app.Log.OfHealthPoint, IsComplaint);
    }

    [Theory]
    [InlineData("/__version__")]
    [InlineData("/__version__/")]
    public async Task DF_D1_it_is_found_with_and_without_a_trailing_slash_by_everybody(string path)
    {
        await WriteAsync(Version);
        await using var app = await StartAsync(new() { ["HealthPoint:AuthRequired"] = "true", ["HealthPoint:BasicAuth:Username"] = "john", ["HealthPoint:BasicAuth:Password"] = "doe" });
        foreach (var user in new[] { null, "john:doe", "john:wrong" })
        {
            Assert.Equal((200, Version), await ReadAsync(app, path, user));
        }
    }

    [Theory]
    [InlineData("/__version__")]
    [InlineData("/__version__/")]
    public async Task DF_D2_a_missing_version_is_not_found(string path)
    {
        await using var app = await StartAsync(new() { ["HealthPoint:VersionFile"] = "no/such/folder/version.json" });
        Assert.Equal((404, "{}"), await ReadAsync(app, path));
        Assert.DoesNotContain(app.Log.OfHealthPoint, IsComplaint);
    }

    [Fact]
    public async Task Changes_of_the_file_and_of_the_setting_are_seen()
    {
        await using var app = await StartAsync();
        Assert.Equal((404, "{}"), await ReadAsync(app));
        await WriteAsync("""{"version":"1"}""");
        Assert.Equal((200, """{"version":"1"}"""), await ReadAsync(app));
        await WriteAsync("""{"version":"2"}""");
        Assert.Equal((200, """{"version":"2"}"""), await ReadAsync(app));
        System.IO.File.Delete(File);
        Assert.Equal((404, "{}"), await ReadAsync(app));

        var other = Path.Combine(_folder.FullName, "other.json");
        await System.IO.File.WriteAllTextAsync(other, "{}", TestContext.Current.CancellationToken);
        app.Reload("HealthPoint:VersionFile", other);
        Assert.Equal((200, "{}"), await ReadAsync(app));
    }

    [Theory]
    [InlineData("\ufeff{\"version\":\"ü\"}\n", "{\"version\":\"ü\"}\n")]
    [InlineData(" { } ", " { } ")]
    public async Task What_is_JSON_is_served_without_a_byte_order_mark(string content, string body)
    {
        await WriteAsync(content);
        await using var app = await StartAsync();
        Assert.Equal((200, body), await ReadAsync(app));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ufeff")]
    [InlineData("{\"password\":")]
    [InlineData("{}{}")]
    [InlineData("{/* password */}")]
    [InlineData("[\"password\"]")]
    [InlineData("\"password\"")]
    [InlineData("null")]
    [InlineData("password")]
    public async Task A_file_that_is_no_version_object_is_not_served_and_logged_once_a_minute(string content)
    {
        await WriteAsync(content);
        await NotServedAsync();
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_not_served()
    {
        await System.IO.File.WriteAllBytesAsync(File, Encoding.Latin1.GetBytes("""{"version":"ü"}"""), TestContext.Current.CancellationToken);
        await NotServedAsync();
        await System.IO.File.WriteAllTextAsync(File, """{"version":"1"}""", Encoding.Unicode, TestContext.Current.CancellationToken);
        await NotServedAsync();
    }

    [Fact]
    public async Task A_file_is_served_up_to_its_longest()
    {
        await WriteAsync("{}".PadRight(65_536));
        await using (var app = await StartAsync())
        {
            Assert.Equal((200, "{}".PadRight(65_536)), await ReadAsync(app));
        }

        await WriteAsync("{}".PadRight(65_537));
        await NotServedAsync();
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_served()
    {
        Directory.CreateDirectory(File);
        await NotServedAsync();
    }

    [Fact]
    public async Task A_path_that_no_system_takes_is_not_served()
    {
        await NotServedAsync("a\0b");
    }

    [Fact]
    public async Task An_IVersionProvider_takes_the_place_of_the_file()
    {
        await WriteAsync(Version);
        var provider = new Provider();
        await using var app = await StartAsync(before: builder => builder.Services.AddSingleton<IHealthVersionProvider>(provider));
        provider.Answer = static context => Encoding.UTF8.GetBytes($$"""{"path":"{{context.Request.Path}}"}""");
        Assert.Equal((200, """{"path":"/__version__"}"""), await ReadAsync(app));
        provider.Answer = static _ => null;
        Assert.Equal((404, "{}"), await ReadAsync(app));
        provider.Answer = static _ => [];
        Assert.Equal((404, "{}"), await ReadAsync(app));
        provider.Answer = static _ => "{}"u8.ToArray();
        Assert.Equal((200, "{}"), await ReadAsync(app));
    }

    [Fact]
    public async Task An_IVersionProvider_may_be_added_later_and_belong_to_the_request()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.AddScoped<IHealthVersionProvider>(static _ => new Provider { Answer = static _ => "{}"u8.ToArray() }), static app => app.MapDockerflow());
        Assert.Equal((200, "{}"), await ReadAsync(app));
    }

    [Fact]
    public async Task What_an_IVersionProvider_throws_is_logged_once_a_minute_and_told_to_nobody()
    {
        var time = new ManualTime();
        var provider = new Provider { Answer = static _ => throw new InvalidOperationException("password") };
        await using var app = await StartAsync(before: builder =>
        {
            builder.Services.AddSingleton<IHealthVersionProvider>(provider);
            builder.Services.AddSingleton<TimeProvider>(time);
        });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((500, "{}"), await ReadAsync(app));
        }

        var line = Assert.Single(app.Log.OfHealthPoint, IsComplaint);
        Assert.Equal((LogLevel.Error, "password"), (line.Level, line.Exception?.Message));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((500, "{}"), await ReadAsync(app));
        Assert.Equal(2, app.Log.OfHealthPoint.Count(IsComplaint));
    }

    [Fact]
    public async Task A_caller_that_leaves_cancels_the_IVersionProvider_and_nobody_hears_of_it()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var provider = new Provider
        {
            Wait = async cancellation =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation).ContinueWith(
                    _ => cancelled.SetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                cancellation.ThrowIfCancellationRequested();
            },
        };
        await using var app = await StartAsync(before: builder => builder.Services.AddSingleton<IHealthVersionProvider>(provider));
        using (var leaving = new CancellationTokenSource())
        {
            var request = app.Client.GetAsync("/__version__", leaving.Token);
            await entered.Task;
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        await cancelled.Task;
        await app.StopAsync();
        Assert.DoesNotContain(app.Log.Lines, static line => line.Level >= LogLevel.Warning && !line.Message.Contains("no health checks", StringComparison.Ordinal));
    }

    private static bool IsComplaint(TestLog.Line line) => line.Message.Contains("ersion", StringComparison.Ordinal);

    private static async Task<(int Status, string Body)> ReadAsync(TestApp app, string path = "/__version__", string? user = null)
    {
        var answer = await app.SendAsync(path, user);
        return (answer.Status, answer.Body);
    }

    private async Task NotServedAsync(string? file = null)
    {
        var time = new ManualTime();
        await using var app = await StartAsync(
            file is null ? null : new() { ["HealthPoint:VersionFile"] = file }, builder => builder.Services.AddSingleton<TimeProvider>(time));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((404, "{}"), await ReadAsync(app));
        }

        var line = Assert.Single(app.Log.OfHealthPoint, IsComplaint);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.StartsWith($"HealthPoint: the version file {file ?? "version.json"} is not served: it ", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", line.Message, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((404, "{}"), await ReadAsync(app));
        Assert.Equal(2, app.Log.OfHealthPoint.Count(IsComplaint));
    }

    private Task WriteAsync(string content) => System.IO.File.WriteAllTextAsync(File, content, TestContext.Current.CancellationToken);

    private Task<TestApp> StartAsync(TestSettings? settings = null, Action<WebApplicationBuilder>? before = null) => TestApp.StartAsync(
        map: static app => app.MapDockerflow(),
        settings: settings,
        before: builder =>
        {
            builder.Environment.ContentRootPath = _folder.FullName;
            before?.Invoke(builder);
        });

    private sealed class Provider : IHealthVersionProvider
    {
        public Func<HttpContext, byte[]?> Answer { get; set; } = static _ => null;

        public Func<CancellationToken, Task> Wait { get; set; } = static _ => Task.CompletedTask;

        public async ValueTask<ReadOnlyMemory<byte>?> GetVersionAsync(HttpContext context, CancellationToken cancellation)
        {
            await Wait(cancellation);
            return Answer(context);
        }
    }
}

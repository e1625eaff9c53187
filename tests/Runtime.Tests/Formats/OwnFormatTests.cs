using System.Buffers;
using System.Text;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>A format of the application's own.</summary>
public sealed class OwnFormatTests
{
    [Theory]
    [InlineData("?format=csv", null)]
    [InlineData("?format=CSV", null)]
    [InlineData("", "text/csv")]
    public async Task It_is_spoken_like_ours(string query, string? accept)
    {
        await using var app = await StartAsync<CsvFormat>();
        var anonymous = await SendAsync(HttpMethod.Get, null);
        Assert.Equal((500, "Unhealthy at health\r\n", "text/csv; charset=utf-8; header=present"), (anonymous.Status, anonymous.Body, anonymous.ContentHeaders.ContentType?.ToString()));
        var viewer = await SendAsync(HttpMethod.Get, "john:doe");
        Assert.Equal((500, "bad,Unhealthy,a secret 🙂\r\ngood,Healthy,\r\n"), (viewer.Status, viewer.Body));
        foreach (var (user, get) in new[] { (null, anonymous), ("john:doe", viewer) })
        {
            var head = await SendAsync(HttpMethod.Head, user);
            Assert.Equal((500, ""), (head.Status, head.Body));
            Assert.Equal(Encoding.UTF8.GetByteCount(get.Body), head.ContentHeaders.ContentLength);
            Assert.Equal(head.ContentHeaders.ContentLength, get.ContentHeaders.ContentLength);
        }

        Task<TestApp.Answer> SendAsync(HttpMethod method, string? user) => app.SendAsync("/health/" + query, user, method, request =>
        {
            if (accept is not null)
            {
                request.Headers.Add("Accept", accept);
            }
        });
    }

    [Fact]
    public async Task For_an_anonymous_caller_it_is_asked_once_and_never_shown_a_detail()
    {
        await using var app = await StartAsync<CsvFormat>();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(500, (await app.SendAsync("/health/?format=csv")).Status);
            Assert.Equal(500, (await app.SendAsync("/health/?format=csv", method: HttpMethod.Head)).Status);
        }

        var format = app.Services.GetServices<IHealthReportFormatter>().OfType<CsvFormat>().Single();
        Assert.Equal((1, 0), (format.Statuses, format.Details));
    }

    [Fact]
    public async Task Of_one_media_type_the_first_is_chosen_by_Accept()
    {
        await using var app = await StartAsync<OtherText>();
        Assert.Equal("other", (await app.SendAsync("/health/?format=other-text")).Body);
        var answer = await app.SendAsync("/health/", configure: static request => request.Headers.Add("Accept", "text/plain"));
        Assert.Equal("health check failed\n", answer.Body);
    }

    [Theory]
    [InlineData(null, "GET")]
    [InlineData(null, "HEAD")]
    [InlineData("john:doe", "GET")]
    [InlineData("john:doe", "HEAD")]
    public async Task One_that_throws_is_an_error_of_the_server_of_which_nothing_is_told(string? user, string method)
    {
        await using var app = await StartAsync<Thrower>();
        for (var i = 0; i < 2; i++)
        {
            var answer = await app.SendAsync("/health/?format=thrower", user, new HttpMethod(method));
            Assert.Equal((500, ""), (answer.Status, answer.Body));
            Assert.Null(answer.ContentHeaders.ContentType);
        }

        Assert.Equal(500, (await app.SendAsync("/health/?format=health", user)).Status);
        Assert.Equal("""{"status":"fail"}""", (await app.SendAsync("/health/?format=health")).Body);
    }

    [Fact]
    public async Task Behind_an_error_page_one_that_throws_leaves_nothing_on_it()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.AddFormatter<Thrower>(),
            static app =>
            {
                app.UseExceptionHandler(static page => page.Run(static context => context.Response.WriteAsync("the error page", CancellationToken.None)));
                app.MapHealthPoint();
            },
            settings: TestSettings.John);
        Assert.Equal((500, "the error page"), await ReadAsync(null));
        Assert.Equal((500, "the error page"), await ReadAsync("john:doe"));

        async Task<(int, string)> ReadAsync(string? user)
        {
            var answer = await app.SendAsync("/health/?format=thrower", user);
            return (answer.Status, answer.Body);
        }
    }

    [Theory]
    [InlineData("", "a/b", "lower-case letters, digits, and hyphens")]
    [InlineData(null, "a/b", "lower-case letters, digits, and hyphens")]
    [InlineData("Csv", "a/b", "'Csv'")]
    [InlineData("c sv", "a/b", "'c sv'")]
    [InlineData("c_sv", "a/b", "'c_sv'")]
    [InlineData("ü", "a/b", "'ü'")]
    [InlineData("json", "a/b", "Two formats have the name 'json': HealthPoint.Formats.JsonFormat and HealthPoint.Tests.Formats.OwnFormatTests+Named")]
    [InlineData("ui", "a/b", "Give one of them another Name")]
    [InlineData("x", null, "is no media type")]
    [InlineData("x", "", "is no media type")]
    [InlineData("x", "text", "'text', is no media type. Write one such as 'text/plain; charset=utf-8'.")]
    [InlineData("x", "text/*", "is no media type")]
    [InlineData("x", "*/*", "is no media type")]
    [InlineData("x", "text/plain\r\nX-Evil: 1", "is no media type")]
    [InlineData("x", "text/plain, text/html", "is no media type")]
    public async Task A_name_or_type_that_nobody_can_ask_for_stops_start_up(string? name, string? type, string message)
    {
        var refusal = await TestApp.RefusesToStartAsync(
            static builder => builder.AddFormatter<Named>(),
            before: builder => builder.Services.AddSingleton(new Identity(name, type)));
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    private static Task<TestApp> StartAsync<TFormatter>()
        where TFormatter : class, IHealthReportFormatter => TestApp.StartAsync(
            static builder => builder
                .AddFormatter<TFormatter>()
                .AddCheck("bad", static (_, _) => ValueTask.FromResult(HealthCheckResult.Unhealthy("a secret 🙂")))
                .AddCheck("good", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy())),
            settings: TestSettings.John);

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);

    private sealed class CsvFormat : IHealthReportFormatter
    {
        private int _statuses, _details;

        public int Statuses => _statuses;

        public int Details => _details;

        public string Name => "csv";

        public string ContentType => "text/csv; charset=utf-8; header=present";

        public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint)
        {
            Interlocked.Increment(ref _statuses);
            Write(output, $"{status} at {endpoint}\r\n");
        }

        public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
        {
            Interlocked.Increment(ref _details);
            foreach (var entry in details.Entries)
            {
                Write(output, $"{entry.Name},{entry.Status},{entry.Detail}\r\n");
            }
        }
    }

    private sealed class OtherText : IHealthReportFormatter
    {
        public string Name => "other-text";

        public string ContentType => "text/plain; charset=utf-8";

        public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint) => Write(output, "other");

        public void WriteDetails(IBufferWriter<byte> output, HealthDetails details) => Write(output, "other");
    }

    private sealed class Thrower : IHealthReportFormatter
    {
        public string Name => "thrower";

        public string ContentType => "text/x-thrower";

        public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint)
        {
            Write(output, new string('s', 100_000));
            throw new InvalidOperationException("a secret");
        }

        public void WriteDetails(IBufferWriter<byte> output, HealthDetails details)
        {
            Write(output, new string('d', 100_000));
            throw new InvalidOperationException("a secret");
        }
    }

    private sealed record Identity(string? Name, string? ContentType);

    private sealed class Named(Identity identity) : IHealthReportFormatter
    {
        public string Name => identity.Name!;

        public string ContentType => identity.ContentType!;

        public void WriteStatus(IBufferWriter<byte> output, HealthStatus status, string endpoint) => throw new NotSupportedException();

        public void WriteDetails(IBufferWriter<byte> output, HealthDetails details) => throw new NotSupportedException();
    }
}

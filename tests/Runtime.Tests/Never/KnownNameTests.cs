using System.Threading.Channels;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Tests.Never;

/// <summary>
/// An anonymous caller that asks for a name learns nothing about it, neither from the answer nor from the work behind the
/// answer.
/// </summary>
[Collection(Alone.Name)]
public sealed class KnownNameTests
{
    /// <summary>The name of a check that exists, and a name of the same length that does not.</summary>
    public const string Known = "database", Unknown = "databasf";

    public static TheoryData<string> Targets => new(
    [
        "/health/?test=*", "/health/?tag=*", "/health/?test=*&format=text", "/livez/*", "/readyz/*", "/startupz/*", "/livez?exclude=*", "/readyz?exclude=*&verbose", "/__heartbeat__?test=*", "/-/health/?test=*",
    ]);

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_known_name_and_an_unknown_one_cost_the_same_and_read_the_same(string target)
    {
        var check = new Puppet();
        var work = new Work();
        await using var app = await StartAsync(check, work);
        using var wire = new Wire(app.Client.BaseAddress!);
        var known = await LeastAsync(target, Known);
        var unknown = await LeastAsync(target, Unknown);
        Assert.Equal(unknown, known);
        if (!target.StartsWith("/_", StringComparison.Ordinal) && !target.StartsWith("/-", StringComparison.Ordinal))
        {
            Assert.StartsWith("HTTP/1.1 404 ", known.Answer, StringComparison.Ordinal);
            Assert.Equal(0, check.Runs);
        }

        async Task<(string Answer, long Bytes)> LeastAsync(string target, string name)
        {
            var asked = new Question("GET", target.Replace("*", name, StringComparison.Ordinal)).Asked;
            var answer = "";
            var least = long.MaxValue;
            for (var i = 0; i < 300; i++)
            {
                // Only a few of the requests also pay for what is compiled or pooled meanwhile.
                answer = (await wire.AskAsync(asked))!.TextWithoutDate;
                least = Math.Min(least, await work.OfNextAsync());
            }

            return (answer, least);
        }
    }

    [Fact]
    public async Task Where_a_selection_is_allowed_the_work_is_seen_to_differ()
    {
        var work = new Work();
        await using var app = await StartAsync(new Puppet(), work, new() { ["HealthPoint:AllowAnonymousSelection"] = "true" });
        using var wire = new Wire(app.Client.BaseAddress!);
        Assert.NotEqual(await LeastAsync(Known), await LeastAsync(Unknown));

        async Task<long> LeastAsync(string name)
        {
            var least = long.MaxValue;
            for (var i = 0; i < 300; i++)
            {
                await wire.AskAsync(new Question("GET", "/health/?test=" + name).Asked);
                least = Math.Min(least, await work.OfNextAsync());
            }

            return least;
        }
    }

    /// <summary>Starts an application with one check, the known one.</summary>
    internal static Task<TestApp> StartAsync(Puppet check, Work? work = null, TestSettings? settings = null) => TestApp.StartAsync(
        builder => builder.AddCheck(Known, check.RunAsync, static check => check.Tags = [HealthTags.Live, HealthTags.Ready, HealthTags.Startup, Known]),
        app =>
        {
            if (work is not null)
            {
                app.Use(work.Measure);
            }

            app.UseRouting();
            app.MapHealthPoint();
            app.MapAlive();
            app.MapDockerflow();
            app.MapProbes();
        },
        settings: TestSettings.John.And(settings));

    /// <summary>What each request has allocated on its thread, up to the moment in which that thread leaves it.</summary>
    internal sealed class Work
    {
        private readonly Channel<long> _bytes = Channel.CreateUnbounded<long>();

        public Func<HttpContext, RequestDelegate, Task> Measure => async (context, next) =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var answering = next(context);
            _bytes.Writer.TryWrite(GC.GetAllocatedBytesForCurrentThread() - before);
            await answering;
        };

        /// <summary>Waits for the work of the next request, since the caller can read the answer before the work is known.</summary>
        public ValueTask<long> OfNextAsync() => _bytes.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }
}

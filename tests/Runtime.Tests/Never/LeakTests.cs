using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Never;

/// <summary>
/// Whatever an anonymous caller asks, it reads nothing that a check knows. <c>HEALTHPOINT_LEAK_SEED</c> and
/// <c>HEALTHPOINT_LEAK_CASES</c> (for each application) replay the questions: question n of the seed s is the first question
/// of the seed s + n.
/// </summary>
[Collection(Alone.Name)]
public sealed class LeakTests(ITestOutputHelper output)
{
    private const int Size = 30;

    private static readonly Marker Secret = new("zq7Vleakxw"), Open = new("pu9Bopenty");

    public static TheoryData<string> Names => new(Sites.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Nothing_that_a_check_knows_is_in_any_byte_that_a_stranger_reads(string name)
    {
        var (seed, cases) = Replay();
        var checks = new LeakyChecks(Secret.Text, Open.Text);
        await using var site = await Sites.All[name](checks, Secret.Text);
        using var wire = new Wire(site.Address);
        await AssertFindsAsync(site, wire);

        var questions = Questions.For(site);
        var leaks = new List<string>();
        var statuses = new SortedDictionary<int, int>();
        foreach (var question in Ordinary(site).Concat(Enumerable.Range(0, cases).Select(number => questions.Sample(Size, new Rnd(seed + (ulong)number), 1)[0])))
        {
            var answer = await wire.AskAsync(question.Asked);
            statuses[answer?.Status ?? 0] = statuses.GetValueOrDefault(answer?.Status ?? 0) + 1;
            if (LeakIn(question, answer) is not null)
            {
                leaks.Add(await SimplestAsync(question, wire));
            }
        }

        output.WriteLine(string.Join(", ", statuses.Select(static status => $"{status.Key}: {status.Value}")));
        Assert.True(leaks.Count == 0, $"{leaks.Count} leaks; {string.Join("\n----\n", leaks.Take(5))}");

        // A question without any answer (0) proves nothing.
        Assert.DoesNotContain(0, statuses.Keys);
    }

    [Theory]
    [InlineData(HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Degraded)]
    [InlineData(HealthStatus.Healthy)]
    public async Task Two_applications_that_differ_only_in_what_checks_say_answer_a_stranger_byte_for_byte_alike(HealthStatus worst)
    {
        var (seed, cases) = Replay();
        await using var terse = await Site.StartAsync("terse", new LeakyChecks("s", Open.Text), worst);
        await using var wordy = await Site.StartAsync("wordy", new LeakyChecks(Secret.Text, Open.Text, times: 100), worst);
        using var one = new Wire(terse.Address);
        using var other = new Wire(wordy.Address);

        var questions = Gen.OneOf(Questions.For(terse), Questions.For(wordy));
        foreach (var question in Ordinary(terse).Concat(Ordinary(wordy)).Concat(Enumerable.Range(0, cases).Select(number => questions.Sample(Size, new Rnd(seed + (ulong)number), 1)[0])))
        {
            // An endpoint that allows a selection shows the names that were selected, and those differ between the applications.
            if (Uri.UnescapeDataString(question.Path).Contains("open", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            Assert.Equal((question, (await one.AskAsync(question.Asked))?.TextWithoutDate), (question, (await other.AskAsync(question.Asked))?.TextWithoutDate));
        }

        // A viewer does see the applications differ.
        var viewer = new Question("GET", "/health/") { Headers = ["Host: localhost", Question.OfViewer] };
        Assert.NotEqual((await one.AskAsync(viewer.Asked))!.TextWithoutDate, (await other.AskAsync(viewer.Asked))!.TextWithoutDate, StringComparer.Ordinal);
    }

    private (ulong Seed, int Cases) Replay()
    {
        var seed = Setting("HEALTHPOINT_LEAK_SEED") ?? (ulong)Random.Shared.Next();
        var cases = (int)(Setting("HEALTHPOINT_LEAK_CASES") ?? (ulong)Draws.Of(all: 200, few: 25));
        output.WriteLine($"HEALTHPOINT_LEAK_SEED={seed} HEALTHPOINT_LEAK_CASES={cases}");
        return (seed, cases);
    }

    /// <summary>Questions for every endpoint, in every format, by both methods, by every caller, and for every check and the tag.</summary>
    private static IEnumerable<Question> Ordinary(Site site)
    {
        string[] names = [.. site.Checks.Names.Append(site.Checks.Tag).Append("nobody").Select(Uri.EscapeDataString)];
        string[] some = [names[0], names[^2], names[^1]];
        foreach (var path in Site.Paths)
        {
            foreach (var name in path.EndsWith('*') && path.Count(static letter => letter == '*') == 1 ? names : [names[0]])
            {
                var question = new Question("GET", path.Replace("*", name, StringComparison.Ordinal));
                yield return question;
                yield return question with { Method = "HEAD" };
                yield return question with { Query = ["verbose"] };
            }

            var plain = new Question("GET", path.Replace("*", names[0], StringComparison.Ordinal));
            yield return plain with { Headers = ["Host: localhost", "Authorization: Basic " + Convert.ToBase64String("john:dof"u8)] };
            foreach (var query in site.Formats.Select(static format => "format=" + format).Concat(some.SelectMany(static name => new[] { "tag=" + name, "exclude=" + name })))
            {
                yield return plain with { Query = [query] };
            }

            foreach (var name in path.EndsWith("health/", StringComparison.Ordinal) ? names : [])
            {
                foreach (var format in site.Formats)
                {
                    yield return plain with { Query = ["test=" + name, "format=" + format] };
                }
            }
        }
    }

    private static async Task AssertFindsAsync(Site site, Wire wire)
    {
        string[] paths = ["/health/", "/-/health/", "/__heartbeat__", "/livez?verbose", "/open/health/", .. site.Formats.Select(static format => "/health/?format=" + format)];
        foreach (var path in paths)
        {
            var answer = await wire.AskAsync(new Question("GET", path) { Headers = ["Host: localhost", Question.OfViewer] }.Asked);

            // Where all checks pass, the endpoint has nothing to say.
            if (answer!.Status is not 200 || !path.Contains("/-/", StringComparison.Ordinal))
            {
                Assert.True(path.EndsWith("=text", StringComparison.Ordinal) || Secret.FindIn(answer.Bytes) is not null, $"{path}: {answer.Text}");
            }
        }
    }

    private static string? LeakIn(Question question, WireAnswer? answer)
    {
        if (answer is null)
        {
            return null;
        }

        var body = answer.Body;
        var leak = Secret.FindIn(answer.Bytes) ?? Secret.FindIn(body);
        if (leak is null && !question.Path.Contains("/-/", StringComparison.Ordinal) && !question.Path.Contains("/%2d/", StringComparison.OrdinalIgnoreCase))
        {
            leak = Open.FindIn(answer.Bytes) ?? Open.FindIn(body);
        }

        return leak;
    }

    /// <summary>Takes lines and parameters away from the question as long as it still leaks.</summary>
    private static async Task<string> SimplestAsync(Question question, Wire wire)
    {
        for (var next = question; next is not null;)
        {
            question = next;
            next = null;
            foreach (var simpler in question.Simpler())
            {
                if (LeakIn(simpler, await wire.AskAsync(simpler.Asked)) is not null)
                {
                    next = simpler;
                    break;
                }
            }
        }

        var answer = await wire.AskAsync(question.Asked);
        return $"{LeakIn(question, answer)}:\n{question}\n{answer?.Text}";
    }

    private static ulong? Setting(string name) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

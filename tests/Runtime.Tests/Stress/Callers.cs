using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace HealthPoint.Tests.Stress;

/// <summary>Callers that ask for anything, at any moment, as people and probes do. Some of them do not wait for the answer.</summary>
internal sealed class Callers(HttpClient client, IReadOnlyList<Subject> subjects, Judge judge, Findings findings)
{
    /// <summary>Holds when the server began with a request, and when it began to answer.</summary>
    public const string TimesHeader = "X-Times";

    private static readonly Target[] Targets =
    [
        new("/health/"),
        new("/health/anyone/") { FailureStatus = 503, SelectsForAnyone = true },
        new("/health/red/") { Tag = "red" },
        new("/health/blue/") { Tag = "blue", FailureStatus = 503 },
        new("/hc") { FailureStatus = 503, IsTheirs = true },
        new("/hc/red") { FailureStatus = 503, IsTheirs = true, Tag = "red" },
        new("/health/kept/") { Tag = "kept" },
    ];

    private static readonly string[] SomeTags = ["red", "blue", "red", "blue", "green"];

    /// <summary>A time far beyond the largest deadline.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(15);

    private int _left;

    /// <summary>How many callers left before their answer came.</summary>
    public int Left => _left;

    /// <summary>Asks again and again until the token is cancelled.</summary>
    /// <param name="random">Chooses the questions.</param>
    /// <param name="modest">
    /// Whether the caller asks for little. A caller that asks for everything waits for whatever hangs, and so seldom asks again.
    /// </param>
    /// <param name="cancellation">Ends the caller.</param>
    public async Task RunAsync(Random random, bool modest, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var question = Choose(random, modest);
            var leaves = random.Next(6) == 0 ? TimeSpan.FromMilliseconds(random.Next(0, 200)) : Timeout.InfiniteTimeSpan;
            await AskAsync(question, ChooseCredentials(random, question.IsViewer), random.Next(20) == 0 ? HttpMethod.Head : HttpMethod.Get, leaves);
            if (random.Next(3) != 0)
            {
                await Clock.Pause(random.Next(1, 25), CancellationToken.None);
            }
        }
    }

    /// <summary>Asks for everything, as a viewer.</summary>
    public Task<(int Status, string? Body)> AskForAllAsync() => AskAsync(new Question(Targets[0], IsViewer: true, [], []), "john:doe", HttpMethod.Get, Timeout.InfiniteTimeSpan);

    /// <summary>Asks once, and has the answer judged.</summary>
    private async Task<(int Status, string? Body)> AskAsync(Question question, string? credentials, HttpMethod method, TimeSpan leaves)
    {
        using var leaving = new CancellationTokenSource(leaves < TimeSpan.Zero ? Never : leaves, TimeProvider.System);
        using var request = new HttpRequestMessage(method, question.Url);
        if (credentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        var sent = Clock.Now;
        try
        {
            using var response = await client.SendAsync(request, leaving.Token);
            var body = method == HttpMethod.Head ? null : await response.Content.ReadAsStringAsync(leaving.Token);
            if (!response.Headers.TryGetValues(TimesHeader, out var header))
            {
                findings.Add("No exception escapes", $"{question}: {(int)response.StatusCode}, which the endpoint did not answer");
                return ((int)response.StatusCode, body);
            }

            var times = header.Single().Split(' ').Select(static time => long.Parse(time, CultureInfo.InvariantCulture)).ToArray();
            await judge.JudgeAsync(new Answer(question, (int)response.StatusCode, body) { Sent = sent, Arrived = times[0], Answered = times[1], Received = Clock.Now });
            return ((int)response.StatusCode, body);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            Interlocked.Increment(ref _left);
            if (leaves < TimeSpan.Zero)
            {
                findings.Add("Every caller gets an answer", $"{question}: none in {Never.TotalSeconds} s");
            }
        }
        catch (HttpRequestException exception)
        {
            findings.Add("Every caller gets an answer", $"{question}: {exception}");
        }

        return (0, null);
    }

    private Question Choose(Random random, bool modest)
    {
        var viewer = random.Next(2) == 0;
        if (!modest && random.Next(4) != 0)
        {
            return new Question(Targets[random.Next(3) == 0 ? 0 : random.Next(Targets.Length)], viewer, [], []);
        }

        if (random.Next(4) == 0)
        {
            return new Question(Targets[^1], viewer, [], []);
        }

        var target = viewer ? Targets[random.Next(4)] : random.Next(8) == 0 ? Targets[0] : Targets[1];
        var tests = Enumerable.Range(0, random.Next(1, modest ? 3 : 5)).Select(_ => random.Next(25) == 0 ? "no-such-check" : subjects[random.Next(subjects.Count)].Name);
        var tags = random.Next(modest ? 20 : 4) == 0 ? SomeTags[random.Next(SomeTags.Length)] : null;
        return new Question(target, viewer, [.. tests.Distinct(StringComparer.Ordinal)], tags is null ? [] : [tags]);
    }

    private static string? ChooseCredentials(Random random, bool viewer) =>
        viewer ? "john:doe" : random.Next(10) switch { 0 => "john:dough", 1 => "no colon", _ => null };
}

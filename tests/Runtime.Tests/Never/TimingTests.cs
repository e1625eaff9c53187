using System.Globalization;
using System.Text;
using HealthPoint.Tests.Hosting;

namespace HealthPoint.Tests.Never;

/// <summary>
/// What a stopwatch tells an anonymous caller. The test takes samples of two requests in turn on one connection, and compares
/// their difference with that of two equal requests. Not in CI, where the machine is busy; CONTRIBUTING says how to run them.
/// </summary>
[Collection(Alone.Name)]
public sealed class TimingTests(ITestOutputHelper output)
{
    private const int Samples = 30_000;

    /// <summary>
    /// How far from one half the share may be in which one of two requests is the slower one. A difference that a caller could use
    /// is far larger, and the control shows that the test sees it.
    /// </summary>
    private const double Insignificant = 0.02;

    [Theory(Explicit = true)]
    [InlineData("/health/?test=")]
    [InlineData("/health/?tag=")]
    [InlineData("/livez/")]
    [InlineData("/livez?exclude=")]
    public async Task A_known_name_takes_as_long_as_an_unknown_one(string target)
    {
        await using var app = await KnownNameTests.StartAsync(new Puppet());
        await AssertTakeAsLongAsync(app, target + "*", Of(target + KnownNameTests.Known), Of(target + KnownNameTests.Unknown));

        static Asked Of(string path) => new Question("GET", path).Asked;
    }

    [Theory(Explicit = true)]
    [InlineData("first and last byte of the password", "john:Xorrect-horse-battery", "john:correct-horse-batterX")]
    [InlineData("byte of the name and of the password", "Xohn:correct-horse-battery", "john:Xorrect-horse-battery")]
    [InlineData("a known name and an unknown one", "john:wrong", "nobo:wrong")]
    public async Task Wrong_credentials_take_as_long_wherever_they_are_wrong(string what, string one, string other)
    {
        await using var app = await KnownNameTests.StartAsync(new Puppet(), settings: new() { ["HealthPoint:BasicAuth:Password"] = "correct-horse-battery", ["HealthPoint:CacheDuration"] = "3600" });
        await AssertTakeAsLongAsync(app, what, Of(one), Of(other));

        static Asked Of(string user) =>
            new Question("GET", "/health/") { Headers = ["Host: localhost", "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user))] }.Asked;
    }

    [Fact(Explicit = true)]
    public async Task A_wrong_secret_of_the_host_bypass_takes_as_long_wherever_it_is_wrong()
    {
        await using var app = await KnownNameTests.StartAsync(new Puppet(), settings: new() { ["HealthPoint:HostBypass:HeaderValues:0"] = "correct-horse-battery", ["HealthPoint:CacheDuration"] = "3600" });
        await AssertTakeAsLongAsync(app, "host bypass", Of("Xorrect-horse-battery"), Of("correct-horse-batterX"));

        static Asked Of(string secret) => new Question("GET", "/health/") { Headers = ["Host: localhost", "X-Health: " + secret] }.Asked;
    }

    /// <summary>The control: the test sees a difference where there is one.</summary>
    [Fact(Explicit = true)]
    public async Task Where_a_selection_is_allowed_a_known_name_is_seen_by_the_time_it_takes()
    {
        await using var app = await KnownNameTests.StartAsync(new Puppet(), settings: new() { ["HealthPoint:AllowAnonymousSelection"] = "true", ["HealthPoint:CacheDuration"] = "3600" });
        var slower = await CompareAsync(app, "control", new Question("GET", "/health/?test=" + KnownNameTests.Known).Asked, new Question("GET", "/health/?test=" + KnownNameTests.Unknown).Asked);
        Assert.True(Math.Abs(slower - 0.5) > Insignificant, $"{slower}");
    }

    private async Task AssertTakeAsLongAsync(TestApp app, string what, Asked one, Asked other)
    {
        var slower = await CompareAsync(app, what, one, other);
        Assert.InRange(slower, 0.5 - Insignificant, 0.5 + Insignificant);
    }

    /// <summary>In what share of all pairs of samples the first request is the slower one: the U of Mann and Whitney, over all pairs.</summary>
    private async Task<double> CompareAsync(TestApp app, string what, Asked one, Asked other)
    {
        using var wire = new Wire(app.Client.BaseAddress!);
        var times = new List<long>[] { [], [] };
        var random = new Random(1);
        for (var i = -2000; i < Samples; i++)
        {
            // The two requests take turns, and the lot decides which comes first.
            var first = random.Next(2);
            foreach (var which in new[] { first, 1 - first })
            {
                var began = TimeProvider.System.GetTimestamp();
                await wire.AskAsync(which == 0 ? one : other);
                var took = TimeProvider.System.GetTimestamp() - began;
                if (i >= 0)
                {
                    times[which].Add(took);
                }
            }
        }

        var ranked = times.SelectMany(static (list, which) => list.Select(time => (Time: time, Which: which))).GroupBy(static sample => sample.Time).OrderBy(static group => group.Key);
        double ranks = 0, below = 0;
        foreach (var group in ranked)
        {
            // Equal samples share the middle of their ranks.
            ranks += group.Count(static sample => sample.Which == 0) * (below + ((group.Count() + 1) / 2.0));
            below += group.Count();
        }

        var count = (double)Samples;
        var u = ranks - (count * (count + 1) / 2);
        var z = (u - (count * count / 2)) / Math.Sqrt(count * count * ((2 * count) + 1) / 12);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: medians {Median(times[0]):0.000} and {Median(times[1]):0.000} µs, the first is slower in {u / (count * count):P2} of all pairs, z {z:0.00}, {Samples} samples each"));
        return u / (count * count);

        static double Median(List<long> times) => times.Order().ElementAt(times.Count / 2) * 1e6 / TimeProvider.System.TimestampFrequency;
    }
}

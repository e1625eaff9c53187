using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HealthPoint.Samples;

/// <summary>The README shows what really happens.</summary>
public sealed partial class ReadmeTests(WebAppServer webApp, MinimalServer minimal) : IClassFixture<WebAppServer>, IClassFixture<MinimalServer>
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Requests =>
        [.. Readme.Blocks.Select(static block => block.Text).Where(static text => text.StartsWith("curl ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task The_answer_below_a_curl_is_the_answer_one_gets(string command)
    {
        var place = Readme.Blocks.Index().Single(block => string.Equals(block.Item.Text, command, StringComparison.Ordinal)).Index;
        var shown = Answer().Match(Readme.Blocks[place + 1].Text);
        Assert.True(shown.Success, Readme.Blocks[place + 1].Text);
        var curl = Curl().Match(command);
        Assert.True(curl.Success, command);

        var client = new[] { webApp.CreateClient(), minimal.CreateClient() }[Array.IndexOf(Ports, curl.Groups["port"].Value)];
        using var response = await client.GetAsync(curl.Groups["path"].Value, curl.Groups["credentials"] is { Success: true, Value: var credentials } ? credentials : null);

        Assert.Equal(shown.Groups["status"].Value, $"{(int)response.StatusCode} {response.ReasonPhrase}");
        // The test does not parse the real answer, since the order of the checks is a promise too.
        var body = shown.Groups["body"].Value;
        Assert.Equal(body.StartsWith('{') ? JsonNode.Parse(body)!.ToJsonString(Relaxed) : body + '\n', await response.TextAsync());
    }

    [Fact]
    public void Every_answer_stands_below_the_request_for_it()
    {
        Assert.NotEmpty(Requests);
        Assert.All(
            Readme.Blocks.Index().Where(static block => block.Item.Language is "http"),
            static block => Assert.StartsWith("curl ", Readme.Blocks[block.Index - 1].Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("dotnet run --project samples/WebApp")]
    [InlineData("dotnet test")]
    public void Each_of_the_two_commands_has_a_block_of_its_own(string command) =>
        Assert.Contains(new Readme("sh", command + "\n"), Readme.Blocks);

    [Fact]
    public void The_first_program_is_a_sample_that_compiles_and_runs() =>
        Assert.Equal(Readme.Resource("Minimal.cs"), Readme.Blocks.First(static block => block.Language is "csharp").Text);

    [Fact]
    public void The_second_program_compiles_too() =>
        Assert.EndsWith(Readme.Blocks.Last(static block => block.Language is "csharp").Text, Readme.Resource("Backups.cs"), StringComparison.Ordinal);

    [Fact]
    public void The_program_about_reports_compiles_too() =>
        Assert.EndsWith(Readme.Blocks.Where(static block => block.Language is "csharp").ElementAt(1).Text, Readme.Resource("Dependencies.cs"), StringComparison.Ordinal);

    private static string[] Ports => [Port("WebApp.json"), Port("Minimal.json")];

    private static string Port(string launchSettings) =>
        new Uri(JsonNode.Parse(Readme.Resource(launchSettings))!["profiles"]!.AsObject().Single().Value!["applicationUrl"]!.GetValue<string>())
            .Port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^curl -i (-u (?<credentials>\S+) )?'?http://localhost:(?<port>\d+)(?<path>/[^\s']*)'?\n$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Curl();

    [GeneratedRegex(@"^HTTP/1\.1 (?<status>[^\n]+)\n\n(?<body>.+)\n$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Answer();
}

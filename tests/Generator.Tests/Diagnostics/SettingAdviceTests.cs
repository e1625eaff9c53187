using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class SettingAdviceTests
{
    [Theory, Refuses("HP043")]
    [InlineData("[\"a\", [|\"a\"|]]", "The tag 'a' of 'Health.M' stands twice. Remove one of the two.")]
    [InlineData("[\"a\", [|\"a\"|], \"b\", [|\"a\"|]]", "The tag 'a' of 'Health.M' stands twice. Remove one of the two.")]
    [InlineData("[HealthTags.Ready, [|\"ready\"|]]", "The tag 'ready' of 'Health.M' stands twice. Remove one of the two.")]
    [InlineData("new[] { \"a\", [|\"\"|] }", "A tag of 'Health.M' is empty, which is refused at start-up. Remove it.")]
    [InlineData("new string[] { [|\" \\t\"|] }", "A tag of 'Health.M' is empty, which is refused at start-up. Remove it.")]
    [InlineData("new string[2] { \"a\", [|null!|] }", "A tag of 'Health.M' is null and is left out. Remove it.")]
    [InlineData("[[|null!|], [|default!|]]", "A tag of 'Health.M' is null and is left out. Remove it.")]
    [InlineData("[[|\"stats\"|]]", "The tag 'stats' of 'Health.M' is refused at start-up, because the status API has a group of that name. Choose another.")]
    [InlineData("[[|\"API\"|], [|\"Health\"|]]", "The tag 'API' of 'Health.M' is refused at start-up, because the status API has a group of that name. Choose another.")]
    [InlineData("[[|\" live\"|]]", "The tag ' live' of 'Health.M' begins or ends with white space, so that it is not 'live'. Remove the white space.")]
    public Task A_tag_that_says_nothing_is_pointed_out(string tags, string message) => Review.ReportsAsync(Check($"Tags = {tags}"), message);

    [Fact, Refuses("HP043")]
    public Task The_tags_of_a_stat_are_reviewed_too() => Review.ReportsAsync(
        "internal static class Health { [HealthStat(Tags = [[|\"api\"|]])] internal static System.Text.Json.Nodes.JsonObject M() => []; }",
        "The tag 'api' of 'Health.M' is refused at start-up, because the status API has a group of that name. Choose another.");

    [Theory, Accepts("HP043")]
    [InlineData("Tags = []")]
    [InlineData("Tags = null!")]
    [InlineData("Tags = new string[0]")]
    [InlineData("Tags = new string[] { }")]
    [InlineData("Tags = [\"a\", \"b\", \"A\"]")]
    [InlineData("Tags = [HealthTags.Live, HealthTags.Ready, HealthTags.Startup]")]
    [InlineData("Tags = [\"my tag\", \"healthy\", \"api-v2\", \"statistics\"]")]
    [InlineData("TimeoutSeconds = 1")]
    public Task A_tag_that_says_something_is_fine(string arguments) => Review.AcceptsAsync(Check($"\"accepted\", {arguments}"));

    [Fact, Accepts("HP043")]
    public Task Each_attribute_has_tags_of_its_own() =>
        Review.AcceptsAsync("internal static class Health { [HealthCheck(\"accepted\", Tags = [\"a\"]), HealthCheck(\"b\", Tags = [\"a\"])] internal static bool M() => true; }");

    [Theory, Refuses("HP044")]
    [InlineData("FailureThreshold = [|3|], CacheSeconds = 0", "3")]
    [InlineData("CacheSeconds = 0.0, FailureThreshold = [|1 + 1|]", "2")]
    [InlineData("CacheSeconds = -0.0, FailureThreshold = [|int.MaxValue|]", "2147483647")]
    [InlineData("CacheSeconds = 1e-8, FailureThreshold = [|2|]", "2")]
    public Task A_threshold_that_callers_can_hurry_is_refused(string arguments, string threshold) => Review.RefusesAsync(
        Check($"\"refused\", {arguments}"),
        $"FailureThreshold of 'Health.M' is {threshold}, which needs CacheSeconds or RefreshSeconds above zero: otherwise callers that ask often would turn the verdict at once. Set one of these, or remove FailureThreshold.");

    [Theory, Accepts("HP044")]
    [InlineData("FailureThreshold = 3")]
    [InlineData("FailureThreshold = 3, CacheSeconds = 1")]
    [InlineData("FailureThreshold = 3, CacheSeconds = 0.001")]
    [InlineData("FailureThreshold = 3, CacheSeconds = 0, RefreshSeconds = 10")]
    [InlineData("FailureThreshold = 3, RefreshSeconds = 10")]
    [InlineData("FailureThreshold = 1, CacheSeconds = 0")]
    [InlineData("CacheSeconds = 0")]
    public Task A_threshold_with_a_pace_is_fine(string arguments) => Review.AcceptsAsync(Check($"\"accepted\", {arguments}"));

    private static string Check(string arguments) => $"internal static class Health {{ [HealthCheck({arguments})] internal static bool M() => true; }}";
}

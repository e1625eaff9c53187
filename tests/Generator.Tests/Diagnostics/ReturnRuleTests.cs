using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class ReturnRuleTests
{
    [Theory, Refuses("HP020")]
    [InlineData("[|string|] M() => \"\"", "string")]
    [InlineData("[|bool?|] M() => true", "bool?")]
    [InlineData("[|dynamic|] M() => true", "dynamic")]
    [InlineData("[|int|] M() => 1", "int")]
    [InlineData("[|Task<bool>[]|] M() => []", "Task<bool>[]")]
    [InlineData("Task<[|string|]> M() => Task.FromResult(\"\")", "Task<string>")]
    [InlineData("System.Threading.Tasks.ValueTask<[|int?|]> M() => default", "ValueTask<int?>")]
    [InlineData("Task<[|Task<bool>|]> M() => null!", "Task<Task<bool>>")]
    [InlineData("ValueTask<[|Task|]> M() => default", "ValueTask<Task>")]
    [InlineData("[|(bool, string)?|] M() => null", "(bool, string)?")]
    [InlineData("[|IReadOnlyDictionary<string, object?>|] M() => null!", "IReadOnlyDictionary<string, object?>")]
    [InlineData("[|System.Runtime.CompilerServices.YieldAwaitable|] M() => default", "YieldAwaitable")]
    public Task A_type_that_is_no_verdict_is_refused_and_says_what_is(string method, string type) => Review.RefusesAsync(
        Check(method),
        $"'Health.M' returns '{type}', which is no verdict. Return bool, (bool, string?), HealthStatus, HealthCheckResult, nothing, or a Task or ValueTask of one of these.");

    [Theory, Accepts("HP020")]
    [InlineData("HealthStatus M() => HealthStatus.Healthy")]
    public Task A_verdict_is_accepted(string method) => Review.AcceptsAsync(Check(method, "accepted"));

    [Fact, Refuses("HP021")]
    public Task Async_void_is_refused_and_says_return_a_task() => Review.RefusesAsync(
        "internal static class Health { [HealthCheck(\"refused\")] internal static async [|void|] M() => await Task.Yield(); }",
        "'Health.M' is async void, so nobody can wait for it and its exception ends the process. Return Task.");

    [Fact, Refuses("HP021")]
    public Task An_async_void_stat_is_refused_and_says_return_a_task_of_facts() => Review.RefusesAsync(
        "internal static partial class Health { [HealthStat(\"refused\")] internal static partial [|void|] M(); internal static async partial void M() => await Task.Yield(); }",
        "'Health.M' is async void, so nobody can wait for it and its exception ends the process. Return Task<IReadOnlyDictionary<string, object?>>.");

    [Fact, Accepts("HP021")]
    public Task Void_alone_is_accepted() => Review.AcceptsAsync(Check("void M() { }", "accepted"));

    [Theory, Refuses("HP022")]
    [InlineData("private static bool s_ok; [HealthCheck(\"refused\")] internal static [|ref|] bool M() => ref s_ok;")]
    [InlineData("private static string s_ok = \"\"; [HealthCheck(\"refused\")] internal static [|ref readonly|] string M() => ref s_ok;")]
    public Task A_result_by_reference_is_refused_and_says_remove_ref(string members) => Review.RefusesAsync(
        $"internal static class Health {{ {members} }}",
        "'Health.M' returns by reference, and a verdict is a value. Remove the modifier 'ref'.");

    [Fact, Accepts("HP022")]
    public Task A_result_by_value_is_accepted() => Review.AcceptsAsync(Check("bool M() => true", "accepted"));

    [Theory, Refuses("HP023")]
    [InlineData("[|IEnumerable<bool>|] M() { yield return true; }", "IEnumerable<bool>")]
    [InlineData("async [|IAsyncEnumerable<bool>|] M() { await Task.Yield(); yield return true; }", "IAsyncEnumerable<bool>")]
    [InlineData("[|IEnumerator<bool>|] M() { yield return true; }", "IEnumerator<bool>")]
    [InlineData("[|System.Collections.IEnumerable|] M() => null!", "IEnumerable")]
    [InlineData("Task<[|IEnumerable<(bool, string)>|]> M() => null!", "Task<IEnumerable<(bool, string)>>")]
    public Task An_iterator_is_refused_and_shows_how_to_combine(string method, string type) => Review.RefusesAsync(
        Check(method),
        $"'Health.M' returns '{type}', and a health check has one verdict. Return a bool for all of them, as in 'results.All(ok => ok)'.");

    [Fact, Accepts("HP023")]
    public Task Parts_that_are_combined_are_accepted() => Review.AcceptsAsync(
        "using System.Linq; internal static class Health { [HealthCheck(\"accepted\")] internal static bool M() => Parts().All(ok => ok); private static IEnumerable<bool> Parts() { yield return true; } }");

    [Theory, Refuses("HP024")]
    [InlineData("[|(string, bool)|] M() => (\"\", true)", "(string, bool)")]
    [InlineData("[|(bool, string, int)|] M() => (true, \"\", 1)", "(bool, string, int)")]
    [InlineData("[|(bool, int)|] M() => (true, 1)", "(bool, int)")]
    [InlineData("Task<[|(string, bool)|]> M() => Task.FromResult((\"\", true))", "Task<(string, bool)>")]
    public Task A_tuple_of_another_shape_is_refused_and_says_the_right_one(string method, string type) => Review.RefusesAsync(
        Check(method),
        $"'Health.M' returns '{type}', and the tuple of a health check is a verdict and its detail. Return (bool, string?).");

    [Fact, Accepts("HP024")]
    public Task Names_in_the_tuple_are_accepted() => Review.AcceptsAsync(Check("(bool Ok, string Why) M() => (true, \"\")", "accepted"));

    [Theory, Refuses("HP026")]
    [InlineData("[|bool|] M() => true", "bool")]
    [InlineData("[|void|] M() { }", "void")]
    [InlineData("[|Task|] M() => Task.CompletedTask", "Task")]
    [InlineData("[|Dictionary<string, object?>|] M() => []", "Dictionary<string, object?>")]
    [InlineData("Task<[|Dictionary<string, object?>|]> M() => null!", "Task<Dictionary<string, object?>>")]
    [InlineData("[|IReadOnlyDictionary<string, string>|] M() => null!", "IReadOnlyDictionary<string, string>")]
    [InlineData("[|IReadOnlyDictionary<string, dynamic>|] M() => null!", "IReadOnlyDictionary<string, dynamic>")]
    public Task A_stat_without_facts_is_refused_and_says_what_holds_them(string method, string type) => Review.RefusesAsync(
        $"internal static class Health {{ [HealthStat(\"refused\")] internal static {method}{(method.EndsWith('}') ? "" : ";")} }}",
        $"'Health.M' returns '{type}', which holds no facts. Return IReadOnlyDictionary<string, object?> or JsonObject, or a Task or ValueTask of one of these.");

    [Fact, Accepts("HP026")]
    public Task Facts_are_accepted() => Review.AcceptsAsync(
        "internal static class Health { [HealthStat(\"accepted\")] internal static IReadOnlyDictionary<string, object?> M() => new Dictionary<string, object?>(); }");

    private static string Check(string method, string name = "refused") =>
        $"internal static class Health {{ [HealthCheck(\"{name}\")] internal static {method}{(method.EndsWith('}') ? "" : ";")} }}";
}

using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class ParameterRuleTests
{
    [Theory, Refuses("HP030")]
    [InlineData("[|ref|] string a", "ref")]
    [InlineData("[|in|] int a", "in")]
    [InlineData("[|ref readonly|] int a", "ref readonly")]
    [InlineData("[|in|] CancellationToken a", "in")]
    [InlineData("[|ref|] Span<int> a", "ref")]
    public Task A_parameter_by_reference_is_refused_and_says_which_modifier_to_remove(string parameter, string modifier) => Review.RefusesAsync(
        Check(parameter),
        $"The parameter 'a' of 'Health.M' is passed by reference, and there is nothing to refer to. Remove the modifier '{modifier}'.");

    [Fact, Refuses("HP030")]
    public Task An_out_parameter_is_refused() => Review.RefusesAsync(
        "internal static class Health { [HealthCheck(\"refused\")] internal static bool M([|out|] string a) { a = \"\"; return true; } }",
        "The parameter 'a' of 'Health.M' is passed by reference, and there is nothing to refer to. Remove the modifier 'out'.");

    [Fact, Accepts("HP030")]
    public Task A_parameter_by_value_is_accepted() => Review.AcceptsAsync(Check("string a", "accepted"));

    [Theory, Refuses("HP031")]
    [InlineData("[|int*|] a", "int*")]
    [InlineData("[|delegate*<void>|] a", "delegate*<void>")]
    [InlineData("[|ReadOnlySpan<char>|] a", "ReadOnlySpan<char>")]
    [InlineData("[|TypedReference|] a", "TypedReference")]
    [InlineData("[|int*[]|] a", "int*[]")]
    public Task A_pointer_or_ref_struct_is_refused_and_says_take_a_service(string parameter, string type) => Review.RefusesAsync(
        Check(parameter),
        $"The parameter 'a' of 'Health.M' has the type '{type}', which no service can have. Take a service that holds the data instead.");

    [Fact, Accepts("HP031")]
    public Task A_service_that_speaks_of_a_ref_struct_is_accepted() =>
        Review.AcceptsAsync("internal interface ISpans<T> where T : allows ref struct; internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(ISpans<Span<int>> a) => true; }");

    [Theory, Refuses("HP032")]
    [InlineData("[|params|] string[] a")]
    [InlineData("[|params|] IEnumerable<string> a")]
    [InlineData("[|params|] ReadOnlySpan<string> a")]
    public Task Params_is_refused_and_says_take_a_sequence(string parameter) => Review.RefusesAsync(
        Check(parameter),
        "The parameter 'a' of 'Health.M' takes any number of values, and nothing says how many. Take an IEnumerable<T>, which is all services of a type.");

    [Fact, Accepts("HP032")]
    public Task A_sequence_of_services_is_accepted() => Review.AcceptsAsync(Check("IEnumerable<IDisposable> a", "accepted"));

    [Theory, Refuses("HP033")]
    [InlineData("[|int[]|] a", "int[]", "Give it a default value, or take a service that holds it, such as IOptions<T>")]
    [InlineData("[|object|] a", "object", "Give it a default value, or take a service that holds it, such as IOptions<T>")]
    [InlineData("[|Func<string>|] a", "Func<string>", "Give it a default value, or take a service that holds it, such as IOptions<T>")]
    [InlineData("[|DateOnly|] a", "DateOnly", "Give it a default value, or take a service that holds it, such as IOptions<T>")]
    [InlineData("[|DateOnly?|] a", "DateOnly?", "Give it a default value, or take a service that holds it, such as IOptions<T>")]
    [InlineData("[|(int, string)|] a", "(int, string)", "Give it a default value, or take a service that holds it, such as IOptions<T>")]
    [InlineData("[|DateTime|] a", "DateTime", "Take a DateTimeOffset, which the configuration can supply")]
    [InlineData("[|char|] a", "char", "Take a string, which the configuration can supply")]
    [InlineData("[|dynamic|] a", "dynamic", "Take the service by its type")]
    [InlineData("[|dynamic?|] a = null", "dynamic?", "Take the service by its type")]
    public Task What_no_container_supplies_is_refused_and_says_what_to_take(string parameter, string type, string remedy) => Review.RefusesAsync(
        Check(parameter),
        $"The parameter 'a' of 'Health.M' has the type '{type}', which dependency injection cannot supply. {remedy}.");

    [Theory, Accepts("HP033")]
    [InlineData("int a, string b, DayOfWeek c, TimeSpan? d")]
    [InlineData("int[]? a = null")]
    [InlineData("[FromKeyedServices(\"k\")] int[] a")]
    [InlineData("[FromKeyedServices(\"k\")] DateOnly? a")]
    [InlineData("IServiceProvider a, CancellationToken b")]
    public Task Arguments_services_and_defaults_are_accepted(string parameters) => Review.AcceptsAsync(Check(parameters, "accepted"));

    [Fact, Refuses("HP034")]
    public Task A_second_token_is_refused_and_says_remove_it() => Review.RefusesAsync(
        Check("CancellationToken a, int days, [|CancellationToken b|]"),
        "'Health.M' takes a second CancellationToken, 'b', and a run has one. Remove the parameter.");

    [Fact, Accepts("HP034")]
    public Task One_token_in_any_place_is_accepted() => Review.AcceptsAsync(Check("CancellationToken a, int days", "accepted"));

    private static string Check(string parameters, string name = "refused") =>
        $"internal static class Health {{ [HealthCheck(\"{name}\")] internal static unsafe bool M({parameters}) => true; }}";
}

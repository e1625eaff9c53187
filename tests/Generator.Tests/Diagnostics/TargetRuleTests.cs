using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class TargetRuleTests
{
    [Theory, Refuses("HP001")]
    [InlineData("internal static bool Ok { [[|HealthCheck(\"refused\")|]] get => true; }", "'Health.Ok.get' is a property accessor, and only an ordinary method can be a health check. Move its code to a method of its own and mark that.")]
    [InlineData("internal static bool Ok { get => true; [[|HealthCheck(\"refused\")|]] set { } }", "'Health.Ok.set' is a property accessor, and only an ordinary method can be a health check. Move its code to a method of its own and mark that.")]
    [InlineData("internal static event Action On { [[|HealthCheck(\"refused\")|]] add { } remove { } }", "'Health.On.add' is an event accessor, and only an ordinary method can be a health check. Move its code to a method of its own and mark that.")]
    [InlineData("[[|HealthCheck(\"refused\")|]] public static bool operator !(Health health) => true;", "'Health.operator !(Health)' is an operator, and only an ordinary method can be a health check. Move its code to a method of its own and mark that.")]
    [InlineData("[[|HealthCheck(\"refused\")|]] public static explicit operator bool(Health health) => true;", "'Health.explicit operator bool(Health)' is a conversion, and only an ordinary method can be a health check. Move its code to a method of its own and mark that.")]
    [InlineData("[[|HealthStat(\"refused\")|]] ~Health() { }", "'Health.~Health()' is a finalizer, and only an ordinary method can be a health stat. Move its code to a method of its own and mark that.")]
    [InlineData("[[|HealthCheck(\"refused\")|]] public void operator +=(int other) { }", "'Health.operator +=(int)' is an operator, and only an ordinary method can be a health check. Move its code to a method of its own and mark that.")]
    public Task What_is_no_ordinary_method_is_refused_and_says_move_it_to_one(string member, string message) =>
        Review.RefusesAsync(In(member), message);

    [Fact, Accepts("HP001")]
    public Task A_method_beside_a_property_is_accepted() =>
        Review.AcceptsAsync(In("internal static bool Ok { get => true; } [HealthCheck(\"accepted\")] internal static bool GetOk() => Ok;"));

    [Theory, Refuses("HP002")]
    [InlineData("internal static void M() { [[|HealthCheck(\"refused\")|]] static bool Local() => true; Local(); }", "The local function 'Local' cannot be called from outside the method that holds it. Make it a static method of a type.")]
    [InlineData("internal static Func<bool> M = [[|HealthCheck(\"refused\")|]] static () => true;", "The lambda expression cannot be called from outside the method that holds it. Make it a static method of a type.")]
    [InlineData("internal static void M() { Func<string> f = [[|HealthStat(\"refused\")|]] () => \"\"; f(); }", "The lambda expression cannot be called from outside the method that holds it. Make it a static method of a type.")]
    public Task A_local_function_or_lambda_is_refused_and_says_make_it_a_method(string member, string message) =>
        Review.RefusesAsync(In(member), message);

    [Fact, Refuses("HP002")]
    public async Task A_local_function_of_a_top_level_program_is_refused()
    {
        var project = new Project("Console.WriteLine(Local()); [HealthCheck] static bool Local() => true;")
        {
            OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        };

        Assert.Equal("HP002", Assert.Single(await Review.DiagnosticsAsync(project)).Id);
    }

    [Fact, Accepts("HP002")]
    public Task A_method_that_holds_a_local_function_is_accepted() =>
        Review.AcceptsAsync(In("[HealthCheck(\"accepted\")] internal static bool M() { return Local(); static bool Local() => true; }"));

    [Theory, Refuses("HP003")]
    [InlineData("[HealthCheck(\"refused\")] internal static bool M[|<T>|]() => true;")]
    [InlineData("[HealthCheck(\"refused\")] internal static bool M[|<T>|](T value, IList<T> more) => true;")]
    [InlineData("[HealthCheck(\"refused\")] internal static Task<T> M[|<T>|]() => null!;")]
    public Task A_generic_method_is_refused_and_says_remove_the_type_parameters(string member) =>
        Review.RefusesAsync(In(member), "'Health.M' has type parameters, and nothing says what to put in for them. Remove the type parameters.");

    [Fact, Accepts("HP003")]
    public Task A_method_with_generic_types_is_accepted() =>
        Review.AcceptsAsync(In("[HealthCheck(\"accepted\")] internal static Task<bool> M(IList<IDictionary<string, int[]>>? all = null) => Task.FromResult(true);"));

    [Theory, Refuses("HP004")]
    [InlineData("internal class Open[|<T>|] { [HealthCheck(\"refused\")] internal static bool M(T? value, Open<T> self) => true; }", "'Open<T>.M' is a member of the generic type 'Open<T>', and nothing says what to put in for its type parameters. Move the method to a type that is not generic.")]
    [InlineData("internal class Open[|<T>|] { internal class Inner { [HealthCheck(\"refused\")] internal static bool M() => true; } }", "'Open<T>.Inner.M' is a member of the generic type 'Open<T>', and nothing says what to put in for its type parameters. Move the method to a type that is not generic.")]
    public Task A_member_of_a_generic_type_is_refused_and_says_move_it(string source, string message) =>
        Review.RefusesAsync(source, message);

    [Fact, Accepts("HP004")]
    public Task A_type_that_closes_a_generic_one_is_accepted() =>
        Review.AcceptsAsync("internal class Open<T>; internal class Closed : Open<int> { [HealthCheck(\"accepted\")] internal static bool M() => true; }");

    [Theory, Refuses("HP005")]
    [InlineData("internal static class Health { [HealthCheck(\"refused\")] [|private|] static bool M() => true; }", "'Health.M' is private, so generated code cannot call it. Make it internal.")]
    [InlineData("internal static class Health { [HealthCheck(\"refused\")] static bool [|M|]() => true; }", "'Health.M' is private, so generated code cannot call it. Make it internal.")]
    [InlineData("internal class Health { [HealthCheck(\"refused\")] [|protected|] bool M() => true; }", "'Health.M' is protected, so generated code cannot call it. Make it internal.")]
    [InlineData("internal class Health { [HealthCheck(\"refused\")] [|private protected|] static bool M() => true; }", "'Health.M' is private protected, so generated code cannot call it. Make it internal.")]
    [InlineData("internal class Outer { [|private|] static class Health { [HealthCheck(\"refused\")] public static bool M() => true; } }", "'Outer.Health.M' is a member of the private type 'Health', so generated code cannot call it. Make 'Health' internal.")]
    [InlineData("internal class Outer { class [|Middle|] { internal static class Health { [HealthCheck(\"refused\")] public static bool M() => true; } } }", "'Outer.Middle.Health.M' is a member of the private type 'Middle', so generated code cannot call it. Make 'Middle' internal.")]
    public Task A_private_method_is_refused_and_says_make_it_internal(string source, string message) =>
        Review.RefusesAsync(source, message);

    [Theory, Accepts("HP005")]
    [InlineData("class Health { [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("public class Health { [HealthCheck(\"accepted\")] protected internal static bool M() => true; }")]
    [InlineData("class Outer { internal class Health { [HealthCheck(\"accepted\")] public static bool M() => true; } }")]
    public Task Internal_is_enough(string source) => Review.AcceptsAsync(source);

    [Theory, Refuses("HP006")]
    [InlineData("[|file|] static class Health { [HealthCheck(\"refused\")] public static bool M() => true; }")]
    [InlineData("[|file|] static class Health { internal class Inner { [HealthCheck(\"refused\")] internal static bool M() => true; } }")]
    [InlineData("file class Data; [|file|] static class Health { [HealthCheck(\"refused\")] internal static bool M(Data data) => true; }")]
    public Task A_file_local_type_is_refused_and_says_remove_the_modifier(string source) => Review.RefusesAsync(
        source,
        $"'{(source.Contains("Inner", StringComparison.Ordinal) ? "Health.Inner" : "Health")}.M' is a member of the file-local type 'Health', which generated code cannot see. Remove the modifier 'file'.");

    [Fact, Accepts("HP006")]
    public Task A_file_local_type_beside_the_check_is_accepted() =>
        Review.AcceptsAsync("file static class Data { internal static bool Ok => true; } internal static class Health { [HealthCheck(\"accepted\")] internal static bool M() => Data.Ok; }");

    [Theory, Refuses("HP007")]
    [InlineData("internal struct Health { [HealthCheck(\"refused\")] internal bool [|M|]() => true; }")]
    [InlineData("internal readonly ref struct Health { [HealthCheck(\"refused\")] internal bool [|M|]() => true; }")]
    [InlineData("internal record struct Health(int A) { [HealthCheck(\"refused\")] internal bool [|M|]() => true; }")]
    public Task An_instance_method_of_a_value_type_is_refused_and_says_make_it_static(string source) =>
        Review.RefusesAsync(source, "'Health.M' is an instance method of the value type 'Health', which can be no service. Make the method static.");

    [Fact, Accepts("HP007")]
    public Task A_static_method_of_a_value_type_is_accepted() =>
        Review.AcceptsAsync("internal struct Health { [HealthCheck(\"accepted\")] internal static bool M() => true; }");

    [Theory, Refuses("HP008")]
    [InlineData("abstract")]
    [InlineData("virtual")]
    public Task A_static_abstract_member_is_refused_and_says_move_the_attribute(string modifier) => Review.RefusesAsync(
        $"internal interface IHealth {{ [HealthCheck(\"refused\")] static [|{modifier}|] bool M(){(modifier is "virtual" ? " => true" : "")}; }}",
        $"'IHealth.M' is a static {modifier} interface member, which can be called through a type argument only. Move the attribute to the method of a type that implements it.");

    [Fact, Accepts("HP008")]
    public Task The_implementation_of_a_static_abstract_member_is_accepted() =>
        Review.AcceptsAsync("internal interface IHealth { static abstract bool M(); } internal class Health : IHealth { [HealthCheck(\"accepted\")] public static bool M() => true; }");

    [Theory, Refuses("HP009")]
    [InlineData("internal static class Extensions { extension(string text) { [[|HealthCheck(\"refused\")|]] internal bool M() => true; } }")]
    [InlineData("internal static class Extensions { extension(string) { [[|HealthCheck(\"refused\")|]] internal static bool M() => true; } }")]
    [InlineData("internal static class Extensions { extension<T>(T text) { [[|HealthCheck(\"refused\")|]] internal bool M() => true; } }")]
    public Task A_member_of_an_extension_block_is_refused_and_says_make_it_ordinary(string source) =>
        Review.RefusesAsync(source, "'M' is a member of an extension block, so it is called on a receiver that a health check does not have. Make it an ordinary static method.");

    [Fact, Accepts("HP009")]
    public Task A_classic_extension_method_is_accepted() =>
        Review.AcceptsAsync("internal static class Extensions { [HealthCheck(\"accepted\")] internal static bool M(this IList<string> list) => true; }");

    [Fact, Refuses("HP010")]
    public Task An_explicit_implementation_is_refused_and_says_move_the_attribute() => Review.RefusesAsync(
        "internal interface IHealth { bool M(); } internal class Health : IHealth { [HealthCheck(\"refused\")] bool [|IHealth.|]M() => true; }",
        "'Health.M' implements an interface explicitly, so it cannot be called by its name. Move the attribute to the interface's member.");

    [Fact, Accepts("HP010")]
    public Task An_implicit_implementation_is_accepted() =>
        Review.AcceptsAsync("internal interface IHealth { bool M(); } internal class Health : IHealth { [HealthCheck(\"accepted\")] public bool M() => true; }");

    [Theory, Refuses("HP011")]
    [InlineData("internal static class Health { [HealthCheck(\"refused\")] [[|System.Diagnostics.Conditional(\"DEBUG\")|]] internal static void M() { } }", "the compiler drops calls of a conditional method", "[Conditional]")]
    [InlineData("internal static class Health { [HealthCheck(\"refused\")] [[|System.Runtime.InteropServices.UnmanagedCallersOnly|]] internal static void M() { } }", "only native code may call it", "[UnmanagedCallersOnly]")]
    [InlineData("internal static class Health { [HealthCheck(\"refused\")] [[|Obsolete(\"gone\", true)|]] internal static void M() { } }", "using it is an error", "[Obsolete]")]
    [InlineData("[[|Obsolete(\"gone\", error: true)|]] internal static class Health { [HealthCheck(\"refused\")] internal static void M() { } }", "using it is an error", "[Obsolete]")]
    [InlineData("internal static class Health { [HealthCheck(\"refused\")] internal static void [|M|](__arglist) { } }", "it takes __arglist", "__arglist")]
    [InlineData("[Obsolete(\"gone\", true)] interface IGone; internal static class Health { [HealthCheck(\"refused\"), Obsolete] internal static void M([|IList<IGone>|] gone) { } }", "using 'IList<IGone>' is an error", "[Obsolete]")]
    [InlineData("internal static class Health { [HealthCheck(\"refused\")] internal static bool [|M|](string a) => true; [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] internal static bool M(object a, int b = 1) => true; }", "an overload is called in its place", "or rename one of the two")]
    [InlineData("internal class Base { internal virtual bool M(string a) => true; } internal class Health : Base { [HealthCheck(\"refused\")] internal override bool [|M|](string a) => true; internal bool M(object a) => false; }", "an overload is called in its place", "or rename one of the two")]
    public Task What_generated_code_cannot_call_is_refused_and_says_why(string source, string reason, string remedy) =>
        Review.RefusesAsync(source, $"Generated code cannot call 'Health.M', because {reason}. Remove {remedy}.");

    [Theory, Accepts("HP011")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(string a) => true; internal static bool M(object a) => true; internal static bool M<T>(T a) => true; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(string a) => true; [System.Runtime.CompilerServices.OverloadResolutionPriority(1)] internal static bool M(int a) => true; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(string a) => true; [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)] internal static bool M(object a) => true; }")]
    [InlineData("internal class Base { internal virtual bool M(string a) => true; } internal class Health : Base { [HealthCheck(\"accepted\")] internal override bool M(string a) => true; internal bool M(int a) => false; }")]
    public Task A_method_that_can_be_called_is_accepted(string source) => Review.AcceptsAsync(source);

    [Theory, Refuses("HP014")]
    [InlineData("public Health() { } internal Health(IServiceProvider services) { }")]
    [InlineData("[ActivatorUtilitiesConstructor] public Health() { } [ActivatorUtilitiesConstructor] public Health(IServiceProvider services) { } public Health(int size) { }")]
    public Task Several_constructors_are_refused_and_say_mark_one(string constructors) => Review.RefusesAsync(
        $"internal class Health {{ {constructors} [HealthCheck(\"refused\")] internal bool [|M|]() => true; }}",
        "'Health.M' needs an instance, and 'Health' has 2 constructors that could make one. Mark the right one with [ActivatorUtilitiesConstructor].");

    [Theory, Accepts("HP014")]
    [InlineData("internal class Health { public Health() { } [ActivatorUtilitiesConstructor] internal Health(IServiceProvider services) { } [HealthCheck(\"accepted\")] internal bool M() => true; }")]
    [InlineData("internal class Health { private Health() { } internal Health(IServiceProvider services) { } [HealthCheck(\"accepted\")] internal bool M() => true; }")]
    [InlineData("internal class Health { public Health() { } internal Health(IServiceProvider services) { } [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("internal abstract class Health { public Health() { } internal Health(IServiceProvider services) { } [HealthCheck(\"accepted\")] internal bool M() => true; }")]
    [InlineData("internal record Health(IServiceProvider Services) { [HealthCheck(\"accepted\")] internal bool M() => true; }")]
    public Task A_constructor_that_is_certain_is_accepted(string source) => Review.AcceptsAsync(source);

    private static string In(string member) => $"internal class Health {{ {member} }}";
}

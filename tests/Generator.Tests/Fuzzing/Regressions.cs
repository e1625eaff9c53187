using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>What the fuzzer has found, once and for all.</summary>
public sealed class Regressions
{
    /// <summary>CS0176 in generated code: the nearest type with a method that fits wins, in its expanded form too.</summary>
    [Theory]
    [Refuses("HP011")]
    [InlineData("params object[] others")]
    [InlineData("System.Text.StringBuilder one, params object[] others")]
    [InlineData("params System.Collections.Generic.List<object> others")]
    public Task An_override_beside_a_params_overload_is_refused(string overload) => Review.RefusesAsync(
        $$"""
        internal class Base { internal virtual bool M(System.Text.StringBuilder text) => true; }
        internal class Health : Base
        {
            internal static bool M({{overload}}) => true;
            [HealthCheck("refused")] internal override bool [|M|](System.Text.StringBuilder text) => true;
        }
        """,
        "Generated code cannot call 'Health.M', because an overload is called in its place. Remove or rename one of the two.");

    [Theory]
    [Accepts("HP011")]
    [InlineData("params int[] others")]
    [InlineData("int one, params object[] others")]
    public Task An_override_beside_a_params_overload_of_another_type_is_accepted(string overload) => Review.AcceptsAsync(
        $$"""
        internal class Base { internal virtual bool M(System.Text.StringBuilder text) => true; }
        internal class Health : Base
        {
            internal static bool M({{overload}}) => true;
            [HealthCheck("accepted")] internal override bool M(System.Text.StringBuilder text) => true;
        }
        """);

    /// <summary>Which of the two was kept depended on the order of files.</summary>
    [Fact]
    public void Of_two_attributes_of_one_name_the_same_is_kept_in_any_order_of_files()
    {
        string[] files =
        [
            "internal static partial class Health { [HealthCheck(\"it\", TimeoutSeconds = 1)] internal static partial bool M(); }",
            "internal static partial class Health { [HealthCheck(\"it\")] internal static partial bool M() => true; }",
            "internal static class Other { [HealthCheck(\"other\"), HealthCheck(\"IT\")] internal static bool M() => true; }",
        ];

        Assert.Equal(Driver.GenerateFaulty(new Project("Shop", [.. files])).File, Driver.GenerateFaulty(new Project("Shop", [.. files.Reverse()])).File);
    }
}

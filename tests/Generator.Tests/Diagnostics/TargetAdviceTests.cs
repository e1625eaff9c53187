using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class TargetAdviceTests
{
    [Fact, Refuses("HP012")]
    public Task An_override_of_a_check_is_no_second_check() => Review.ReportsAsync(
        """
        internal abstract class Queue { [HealthCheck("a")] internal virtual bool M() => true; }
        internal class Orders : Queue { [[|HealthCheck("b")|], [|HealthCheck("c")|]] internal override bool M() => true; }
        """,
        "'Orders.M' overrides 'Queue.M', which is a health check itself and runs the override where that is the registered service. Remove the attribute from the override.");

    [Fact, Refuses("HP012")]
    public Task The_check_may_be_further_up() => Review.ReportsAsync(
        """
        internal abstract class Queue { [HealthCheck("a")] internal abstract bool M(); }
        internal class Orders : Queue { internal override bool M() => true; }
        internal sealed class Late : Orders { [[|HealthCheck("b")|]] internal override bool M() => true; }
        """,
        "'Late.M' overrides 'Queue.M', which is a health check itself and runs the override where that is the registered service. Remove the attribute from the override.");

    [Fact, Refuses("HP012")]
    public Task A_stat_is_repeated_in_the_same_way() => Review.ReportsAsync(
        """
        internal abstract class Queue { [HealthStat("a")] internal abstract System.Text.Json.Nodes.JsonObject M(); }
        internal class Orders : Queue { [[|HealthStat("b")|]] internal override System.Text.Json.Nodes.JsonObject M() => []; }
        """,
        "'Orders.M' overrides 'Queue.M', which is a health stat itself and runs the override where that is the registered service. Remove the attribute from the override.");

    [Fact, Refuses("HP012")]
    public Task The_base_may_be_in_another_assembly()
    {
        var library = Generated.WithoutGenerator(new Project("Library", ["public abstract class Queue { [HealthCheck(\"a\")] public abstract bool M(); }"]));
        return Review.ReportsAsync(
            new Project("internal class Orders : Queue { [[|HealthCheck(\"b\")|]] public override bool M() => true; }").Referencing(Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(library)),
            "'Orders.M' overrides 'Queue.M', which is a health check itself and runs the override where that is the registered service. Remove the attribute from the override.");
    }

    [Theory, Accepts("HP012")]
    [InlineData("internal abstract class A { internal abstract bool M(); } internal class B : A { [HealthCheck(\"accepted\")] internal override bool M() => true; }")]
    [InlineData("internal class A { [HealthCheck(\"accepted\")] internal virtual bool M() => true; } internal class B : A { internal override bool M() => true; }")]
    [InlineData("internal class A { [HealthCheck(\"accepted\")] internal bool M() => true; } internal class B : A { [HealthCheck(\"b\")] internal new bool M() => true; }")]
    [InlineData("internal class A { [HealthCheck(\"accepted\")] internal virtual bool M() => true; } internal class B : A { [HealthCheck(\"b\")] internal virtual bool M(int days = 1) => true; }")]
    [InlineData("public interface IA { bool M(); } public class A : IA { [HealthCheck(\"accepted\")] public bool M() => true; }")]
    public Task One_attribute_along_the_line_is_fine(string source) => Review.AcceptsAsync(source);

    [Theory, Refuses("HP013")]
    [InlineData("internal interface IQueue { [HealthCheck] bool [|M|](); }", "IQueue", "an interface has no constructor")]
    [InlineData("internal interface IQueue { [HealthCheck] bool [|M|]() => true; }", "IQueue", "an interface has no constructor")]
    [InlineData("internal abstract class Queue { [HealthCheck] internal abstract bool [|M|](); }", "Queue", "an abstract class cannot be constructed")]
    [InlineData("internal abstract record Queue { [HealthCheck] internal bool [|M|]() => true; }", "Queue", "an abstract class cannot be constructed")]
    [InlineData("internal class Queue(string name) { [HealthCheck] internal bool [|M|]() => name.Length > 0; }", "Queue", "it has no constructor that services alone can satisfy")]
    [InlineData("internal class Queue { private Queue() { } [HealthCheck] internal bool [|M|]() => true; }", "Queue", "it has no constructor that services alone can satisfy")]
    [InlineData("internal class Queue { internal required string Name { get; init; } [HealthCheck] internal bool [|M|]() => true; }", "Queue", "it has no constructor that services alone can satisfy")]
    public Task An_instance_that_only_dependency_injection_can_make_is_pointed_out(string source, string type, string reason) => Review.ReportsAsync(
        source,
        $"'{type}.M' runs on the '{type}' that is registered as a service, because {reason}. Register '{type}', or a health report says that it is missing.");

    [Theory, Accepts("HP013")]
    [InlineData("internal static class A { [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("internal class A { [HealthCheck(\"accepted\")] internal bool M() => true; }")]
    [InlineData("internal class A(IServiceProvider services) { [HealthCheck(\"accepted\")] internal bool M() => services is not null; }")]
    [InlineData("internal interface IA { [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("internal abstract class A { [HealthCheck(\"accepted\")] internal static bool M() => true; }")]
    [InlineData("internal abstract class A { protected abstract bool N(); } internal sealed class B : A { protected override bool N() => true; [HealthCheck(\"accepted\")] internal bool M() => N(); }")]
    public Task What_needs_no_instance_or_can_be_constructed_is_fine(string source) => Review.AcceptsAsync(source);
}

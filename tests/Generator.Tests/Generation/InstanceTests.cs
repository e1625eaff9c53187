using System.Text;
using HealthPoint.Contract;
using HealthPoint.Generator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

public sealed class InstanceTests
{
    [Fact]
    public async Task A_type_that_is_not_registered_is_constructed_with_its_services()
    {
        using var application = Load("""
            internal class It(StringBuilder log, IServiceProvider services, [FromKeyedServices("k")] StringBuilder keyed, string? none = null, int some = 3)
            {
                [HealthCheck("it")] internal (bool, string) M() => (services is not null, $"{log}{keyed}{none}{some}");
            }
            """);
        application.Services.AddSingleton(new StringBuilder("log")).AddKeyedSingleton("k", new StringBuilder("keyed"));

        Assert.Equal("logkeyed3", (await application.RunAsync("it")).Description);
        Assert.Equal(HealthTraits.Synchronous | HealthTraits.Services | HealthTraits.Construction, application.Check("it").Traits);
    }

    [Theory]
    [InlineData("IDisposable", "public void Dispose() => log.Append(\"disposed\");")]
    [InlineData("IAsyncDisposable", "public async ValueTask DisposeAsync() { await Task.Yield(); log.Append(\"disposed\"); }")]
    public async Task A_constructed_instance_is_disposed_after_the_run(string contract, string dispose)
    {
        var log = new StringBuilder();
        using var application = Load($$"""
            internal sealed class It(StringBuilder log) : {{contract}}
            {
                [HealthCheck("it")] internal async Task M() { await Task.Yield(); log.Append("run,"); }
                {{dispose}}
            }
            """);
        application.Services.AddSingleton(log);

        await application.RunAsync("it");

        Assert.Equal("run,disposed", log.ToString());
    }

    [Fact]
    public async Task A_registered_instance_is_used_and_left_to_its_owner()
    {
        using var application = Load("""
            public sealed class It
            {
                private int _runs;
                [HealthCheck("it")] internal (bool, string) M() => (true, $"run {++_runs}");
            }
            """);
        var type = application.Assembly.GetType("Shop.It")!;
        var instance = Activator.CreateInstance(type)!;
        application.Services.AddSingleton(type, instance);

        await application.RunAsync("it");

        Assert.Equal("run 2", (await application.RunAsync("it")).Description);
    }

    [Theory]
    [InlineData("public interface It { [HealthCheck(\"it\")] (bool, string) M(); } public class Impl : It { public (bool, string) M() => (true, \"ok\"); }")]
    [InlineData("public interface It { [HealthCheck(\"it\")] (bool, string) M() => (true, \"ok\"); } public class Impl : It { }")]
    [InlineData("public abstract class It { [HealthCheck(\"it\")] internal abstract (bool, string) M(); } public class Impl : It { internal override (bool, string) M() => (true, \"ok\"); }")]
    [InlineData("public abstract class It { [HealthCheck(\"it\")] internal (bool, string) M() => (true, \"ok\"); } public class Impl : It { }")]
    [InlineData("public class It { private It() { } public static It Make() => new(); [HealthCheck(\"it\")] internal (bool, string) M() => (true, \"ok\"); } public class Impl { public static implicit operator It(Impl i) => It.Make(); }")]
    [InlineData("public class It { public It(int size) { } [HealthCheck(\"it\")] internal (bool, string) M() => (true, \"ok\"); } public class Impl() : It(1);")]
    [InlineData("public class It { public required string Name { get; init; } [HealthCheck(\"it\")] internal (bool, string) M() => (true, \"ok\"); } public class Impl : It { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Impl() => Name = \"\"; }")]
    [InlineData("public class It { [Obsolete(\"no\", true)] public It() { } protected It(int size) { } [HealthCheck(\"it\")] internal (bool, string) M() => (true, \"ok\"); } public class Impl() : It(1);")]
    [InlineData("public class It { public It(in int size) { } [HealthCheck(\"it\")] internal (bool, string) M() => (true, \"ok\"); } public class Impl() : It(1);")]
    public async Task What_cannot_be_constructed_must_be_registered(string source)
    {
        using var application = Load(source);

        await Assert.ThrowsAsync<InvalidOperationException>(() => application.RunAsync("it"));

        var implementation = application.Assembly.GetType("Shop.Impl")!;
        var type = application.Assembly.GetType("Shop.It")!;
        application.Services.AddSingleton(
            type,
            type.IsAssignableFrom(implementation)
                ? Activator.CreateInstance(implementation)!
                : implementation.GetMethod("op_Implicit")!.Invoke(null, [null])!);
        Assert.Equal("ok", (await application.RunAsync("it")).Description);
    }

    [Fact]
    public void The_runtime_is_told_the_type_whose_instance_is_called()
    {
        using var application = Load("""
            internal interface IProbe { [HealthCheck("interface")] bool M(); }
            internal class Outer
            {
                internal abstract class Base { [HealthCheck("base", TimeoutSeconds = 1)] internal bool M() => true; }
                internal sealed class @class : Base
                {
                    [HealthCheck("static")] internal static bool S() => true;
                    [HealthStat("stat")] internal IReadOnlyDictionary<string, object?> F() => new Dictionary<string, object?> { ["a"] = GetHashCode() };
                }
            }
            """);

        Assert.Equal("Shop.IProbe", application.Check("interface").InstanceType?.FullName);
        Assert.Equal("Shop.Outer+Base", application.Check("base").InstanceType?.FullName);
        Assert.Null(application.Check("static").InstanceType);
        var stat = Assert.Single(application.Catalog.Stats);
        Assert.Equal("Shop.Outer+class", stat.InstanceType?.FullName);
        Assert.Equal(HealthTraits.Synchronous | HealthTraits.Services | HealthTraits.Construction, stat.Traits);
        Assert.False(application.Check("base").Traits.HasFlag(HealthTraits.Construction));
    }

    [Theory]
    [InlineData("public It() : this(\"wrong\") { } [ActivatorUtilitiesConstructor] public It(StringBuilder text) : this(text.ToString()) { }")]
    [InlineData("private It() : this(\"wrong\") { } public It(StringBuilder text) : this(text.ToString()) { }")]
    [InlineData("[Obsolete(\"no\", true)] public It() : this(\"wrong\") { } internal It(StringBuilder text) : this(text.ToString()) { }")]
    public async Task The_marked_or_the_only_accessible_constructor_is_called(string constructors)
    {
        using var application = Load($$"""
            internal class It
            {
                private readonly string _text;
                private It(string text) => _text = text;
                {{constructors}}
                [HealthCheck("it")] internal (bool, string) M() => (true, _text);
            }
            """);
        application.Services.AddSingleton(new StringBuilder("right"));

        Assert.Equal("right", (await application.RunAsync("it")).Description);
    }

    [Fact]
    public async Task A_constructor_that_sets_required_members_is_called()
    {
        using var application = Load("""
            internal class Base { public required string Name { get; init; } }
            internal class It : Base
            {
                [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public It() => Name = "set";
                [HealthCheck("it")] internal (bool, string) M() => (true, Name);
            }
            """);

        Assert.Equal("set", (await application.RunAsync("it")).Description);
    }

    [Theory]
    [InlineData("internal record It(StringBuilder Text) { [HealthCheck(\"it\")] internal (bool, string) M() => (true, $\"{Text}\"); }")]
    [InlineData("internal sealed record It(StringBuilder Text) { [HealthCheck(\"it\")] internal (bool, string) M() => (true, $\"{Text}\"); }")]
    [InlineData("internal class Outer { internal class Inner(StringBuilder text) { [HealthCheck(\"it\")] internal (bool, string) M() => (true, $\"{text}\"); } }")]
    [InlineData("internal class Base { [HealthCheck(\"it\")] internal virtual (bool, string) M(StringBuilder text) => (true, $\"{text}\"); } internal class Derived : Base { }")]
    [InlineData("internal class Base { internal virtual (bool, string) M(StringBuilder text) => default; } internal class Derived : Base { [HealthCheck(\"it\")] internal override (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal interface It { [HealthCheck(\"it\")] static (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal struct It { [HealthCheck(\"it\")] internal static (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal ref struct It { [HealthCheck(\"it\")] internal static (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal enum E { A } internal static class Ext { [HealthCheck(\"it\")] internal static (bool, string) M(this StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal static partial class It { [HealthCheck(\"it\")] internal static partial (bool, string) M(StringBuilder text); internal static partial (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal static partial class It { internal static partial (bool, string) M(StringBuilder text); [HealthCheck(\"it\")] internal static partial (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal static class It { [HealthCheck(\"it\")] internal static unsafe (bool, string) M(StringBuilder text) { int i = 0; int* p = &i; return (*p == 0, $\"{text}\"); } }")]
    [InlineData("internal class It { [HealthCheck(\"it\")] protected internal (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    [InlineData("internal class Wide { internal static bool M(object text) => false; internal static bool M<T>(T text) => false; internal static bool M(params object[] text) => false; [HealthCheck(\"it\")] internal static (bool, string) M(StringBuilder text) => (true, $\"{text}\"); }")]
    public async Task Any_place_that_can_be_called_will_do(string source)
    {
        using var application = Load(source);
        application.Services.AddSingleton(new StringBuilder("called"));

        var result = await application.RunAsync("it");

        Assert.Equal((HealthStatus.Healthy, "called"), (result.Status, result.Description));
    }

    [Fact]
    public async Task An_extern_method_is_called()
    {
        using var application = Load("""
            internal static class Native
            {
                [HealthCheck("it")]
                [System.Runtime.InteropServices.DllImport("no-such-library-anywhere")]
                internal static extern bool M();
            }
            """);

        await Assert.ThrowsAsync<DllNotFoundException>(() => application.RunAsync("it"));
    }

    private static Application Load(string source) => new(Driver.Generate(new Project($"using System.Text; namespace Shop {{ {source} }}")));
}

using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

public sealed class UnusedInstanceTests
{
    [Theory, Refuses("HP054")]
    [InlineData("internal class Health { [HealthCheck] internal bool [|M|](int size) => size > 0; }")]
    [InlineData("internal sealed class Health(IServiceProvider services) { [HealthCheck] internal bool [|M|](int size) { return size > 0; } internal IServiceProvider Services => services; }")]
    [InlineData("internal class Health { private static readonly int Limit = 3; [HealthCheck] public bool [|M|](int size) => size > Limit && new Other().Size > Helped(size); private static int Helped(int size) => size; private sealed class Other { internal int Size { get; set; } = 2; } }")]
    [InlineData("internal sealed class Health { [HealthCheck] internal async Task [|M|](CancellationToken token) => await Task.Run(() => token.ThrowIfCancellationRequested(), token); }")]
    [InlineData("internal sealed class Health { [HealthStat] internal System.Text.Json.Nodes.JsonObject [|M|]() => new() { [\"a\"] = 1 }; }")]
    [InlineData("internal sealed partial class Health { [HealthCheck] internal partial bool M(int size); internal partial bool [|M|](int size) => size > 0; }")]
    [InlineData("internal sealed record Health(int Size = 1) { [HealthCheck] internal bool [|M|](int size) => size > 0; }")]
    public Task A_method_that_uses_nothing_of_its_instance_is_told(string source) => Review.ReportsAsync(
        source,
        "'Health.M' uses nothing of its instance, and yet each run has to find or make one. Make the method static.");

    [Theory, Accepts("HP054")]
    [InlineData("internal class Health { [HealthCheck(\"accepted\")] internal static bool M(int size) => size > 0; }")]
    [InlineData("internal class Health { private int _size; [HealthCheck(\"accepted\")] internal bool M(int size) => size > _size++; }")]
    [InlineData("internal class Health { private int Size => 1; [HealthCheck(\"accepted\")] internal bool M(int size) => size > Size; }")]
    [InlineData("internal class Health { [HealthCheck(\"accepted\")] internal bool M(int size) => Is(size); private bool Is(int size) => size > ToString()!.Length; }")]
    [InlineData("internal class Health { [HealthCheck(\"accepted\")] internal bool M(int size) => base.GetHashCode() > size; }")]
    [InlineData("internal class Health { [HealthCheck(\"accepted\")] internal bool M(int size) => ReferenceEquals(this, null) || size > 1; }")]
    [InlineData("internal sealed class Health(IServiceProvider services) { [HealthCheck(\"accepted\")] internal bool M() => services.GetService(typeof(string)) is null; }")]
    [InlineData("internal sealed record Health(IServiceProvider Services) { [HealthCheck(\"accepted\")] internal bool M() => Services.GetService(typeof(string)) is null; }")]
    [InlineData("internal sealed class Health(IServiceProvider services) { [HealthCheck(\"accepted\")] internal Task<bool> M(CancellationToken token) => Task.Run(() => { return Deep(); bool Deep() => services is not null; }, token); }")]
    [InlineData("internal class Health { [HealthCheck(\"accepted\")] internal virtual bool M(int size) => size > 0; }")]
    [InlineData("internal abstract class Base { internal abstract bool M(int size); } internal class Health : Base { [HealthCheck(\"accepted\")] internal override bool M(int size) => size > 0; }")]
    [InlineData("internal interface IHealth { bool M(int size); } internal class Health : IHealth { [HealthCheck(\"accepted\")] public bool M(int size) => size > 0; }")]
    [InlineData("internal interface IHealth { [HealthCheck(\"accepted\")] bool M(int size) => size > 0; }")]
    [InlineData("internal abstract class Health { [HealthCheck(\"accepted\")] internal abstract bool M(int size); }")]
    public Task A_method_that_needs_its_instance_or_its_place_is_accepted(string source) => Review.AcceptsAsync(source);
}

using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

public sealed class SignatureAdviceTests
{
    [Theory, Refuses("HP025")]
    [InlineData("[HealthCheck] internal static [|Task<bool>?|] M() => null;", "Task<bool>?")]
    [InlineData("[HealthCheck] internal static [|Task?|] M() => null;", "Task?")]
    [InlineData("[HealthCheck] internal static [|System.Threading.Tasks.Task<(bool, string?)>?|] M() => null;", "Task<(bool, string?)>?")]
    [InlineData("[HealthStat] internal static [|Task<System.Text.Json.Nodes.JsonObject>?|] M() => null;", "Task<JsonObject>?")]
    [InlineData("[HealthCheck] internal static partial [|Task?|] M(); internal static partial Task? M() => null;", "Task?")]
    public Task A_task_that_may_be_null_is_pointed_out(string member, string type) => Review.ReportsAsync(
        $"internal static partial class Health {{ {member} }}",
        $"'Health.M' returns '{type}', and a run that gets no task fails. Remove the '?' behind the task.");

    [Theory, Accepts("HP025")]
    [InlineData("Task<bool> M() => Task.FromResult(true);")]
    [InlineData("ValueTask<bool> M() => default;")]
    [InlineData("Task<(bool, string?)> M() => Task.FromResult((true, (string?)null));")]
    [InlineData("(bool, string?) M() => (true, null);")]
    [InlineData("async Task M() => await Task.Yield();")]
    [InlineData("Task M(Version? version) => Task.CompletedTask;")]
    [InlineData("\n#nullable disable\nTask<bool> M() => null;\n#nullable restore\n")]
    public Task A_task_that_is_there_is_fine(string method) => Review.AcceptsAsync($"internal static class Health {{ [HealthCheck(\"accepted\")] internal static {method} }}");

    [Theory, Refuses("HP035")]
    [InlineData("[|CancellationToken cancellation|], Version version", "cancellation")]
    [InlineData("Version version, [|CancellationToken stop|], [FromKeyedServices(\"a\")] Version other", "stop")]
    [InlineData("[|CancellationToken cancellation|], int days", "cancellation")]
    [InlineData("[|CancellationToken cancellation|], Version version, int days = 1", "cancellation")]
    public Task A_token_before_other_parameters_is_pointed_out(string parameters, string name) => Review.ReportsAsync(
        $"internal static class Health {{ [HealthCheck] internal static bool M({parameters}) => true; }}",
        $"The CancellationToken '{name}' of 'Health.M' stands before other parameters, and readers look for it at the end. Make it the last parameter.");

    [Theory, Accepts("HP035")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(Version version, CancellationToken cancellation) => true; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(CancellationToken cancellation) => true; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(CancellationToken cancellation = default) => true; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(CancellationToken cancellation, int days = 3) => true; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(CancellationToken cancellation = default, int days = 3) => true; }")]
    [InlineData("internal static class Health { [HealthCheck(\"accepted\")] internal static bool M(this CancellationToken cancellation, Version version) => true; }")]
    [InlineData("internal abstract class A { internal abstract bool M(CancellationToken cancellation, Version version); } internal class B : A { [HealthCheck(\"accepted\")] internal override bool M(CancellationToken cancellation, Version version) => true; }")]
    [InlineData("public interface IA { bool M(CancellationToken cancellation, Version version); } public class A : IA { [HealthCheck(\"accepted\")] public bool M(CancellationToken cancellation, Version version) => true; }")]
    [InlineData("public interface IA<T> { bool M(T it, Version version); } public class A : IA<CancellationToken> { [HealthCheck(\"accepted\")] public bool M(CancellationToken it, Version version) => true; }")]
    public Task A_token_at_the_end_or_where_others_want_it_is_fine(string source) => Review.AcceptsAsync(source);

    [Theory, Refuses("HP038")]
    [InlineData("[[|FromKeyedServices(null)|]] Version it", "is null, so that the service without a key is taken. Write a key, or remove [FromKeyedServices]")]
    [InlineData("[[|FromKeyedServices(null)|]] Version? it = null", "is null, so that the service without a key is taken. Write a key, or remove [FromKeyedServices]")]
    [InlineData("[[|FromKeyedServices(default(string))|]] Version it", "is null, so that the service without a key is taken. Write a key, or remove [FromKeyedServices]")]
    [InlineData("[[|FromKeyedServices|]] Version it", "is that of the surrounding service, and a check has none. Write a key, or remove [FromKeyedServices]")]
    [InlineData("[[|FromKeyedServices(\"a\")|]] CancellationToken it", "has no effect, because a run has one CancellationToken. Remove [FromKeyedServices]")]
    [InlineData("[[|FromKeyedServices(null)|]] CancellationToken it", "has no effect, because a run has one CancellationToken. Remove [FromKeyedServices]")]
    [InlineData("[[|Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute(1)|]] IServiceProvider it", "has no effect, because a run has one IServiceProvider. Remove [FromKeyedServices]")]
    public Task A_key_that_selects_nothing_is_pointed_out(string parameter, string fault) => Review.ReportsAsync(
        $"internal static class Health {{ [HealthCheck] internal static bool M({parameter}) => true; }}",
        $"The service key of the parameter 'it' of 'Health.M' {fault}.");

    [Theory, Accepts("HP038")]
    [InlineData("[FromKeyedServices(\"a\")] Version it")]
    [InlineData("[FromKeyedServices(\"\")] Version it")]
    [InlineData("[FromKeyedServices(0)] Version it")]
    [InlineData("[FromKeyedServices(false)] Version it")]
    [InlineData("[FromKeyedServices(typeof(Health))] Version it")]
    [InlineData("[FromKeyedServices(DayOfWeek.Sunday)] Version? it = null")]
    [InlineData("[FromKeyedServices(\"a\")] string it")]
    [InlineData("Version it, CancellationToken cancellation, IServiceProvider services")]
    public Task A_key_that_selects_something_is_fine(string parameter) =>
        Review.AcceptsAsync($"internal static class Health {{ [HealthCheck(\"accepted\")] internal static bool M({parameter}) => true; }}");
}

using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Behaviour;

public sealed class SwallowedFailureTests
{
    private const string Surroundings =
        """
        #pragma warning disable CS0168
        using Microsoft.Extensions.Logging;
        internal sealed class Store { internal bool Ping() => DateTime.UtcNow.Year > 1; internal Task<bool> PingAsync(CancellationToken token) => Task.Run(Ping, token); internal void Delete() { } }
        internal sealed class StoreException : Exception { internal int Code => 1; }
        internal sealed class DuplicateKeyException : Exception;
        """;

    [Theory, Refuses("HP067")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } [|catch|] { return true; } }")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } [|catch|] (Exception) { return true; } }")]
    [InlineData("(bool, string?) M(Store store) { try { return (store.Ping(), null); } [|catch|] (Exception e) { return (true, $\"skipped: {e.Message}\"); } }")]
    [InlineData("HealthStatus M(Store store) { try { store.Ping(); return HealthStatus.Healthy; } [|catch|] { return HealthStatus.Healthy; } }")]
    [InlineData("HealthCheckResult M(Store store) { try { store.Ping(); return HealthCheckResult.Healthy(); } [|catch|] (Exception e) { return HealthCheckResult.Healthy(e.Message); } }")]
    [InlineData("HealthCheckResult M(Store store) { try { return new(store.Ping() ? HealthStatus.Healthy : HealthStatus.Degraded); } [|catch|] { return new(HealthStatus.Healthy, \"a\"); } finally { } }")]
    [InlineData("async Task<bool> M(Store store, CancellationToken token) { try { return await store.PingAsync(token); } [|catch|] { return true; } }")]
    [InlineData("Task<bool> M(Store store) { try { return Task.FromResult(store.Ping()); } [|catch|] { return Task.FromResult(true); } }")]
    [InlineData("ValueTask<bool> M(Store store) { try { return new(store.Ping()); } [|catch|] { return new ValueTask<bool>(true); } }")]
    [InlineData("bool M(Store store, ILogger<Store> log) { try { return store.Ping(); } [|catch|] (Exception e) { log.LogError(e, \"a\"); return true; } }")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } [|catch|] (Exception e) { Console.WriteLine(\"a\"); Keep(e); return true; } } private static void Keep(Exception e) { }")]
    [InlineData("bool M(Store store, bool on) { if (!on) { return true; } if (on) { try { return store.Ping(); } [|catch|] { return true; } } return false; }")]
    [InlineData("bool M(Store store) { try { store.Ping(); } [|catch|] { } return true; }")]
    [InlineData("bool M(Store store) { try { if (store.Ping()) { return true; } } [|catch|] { return true; } return false; }")]
    [InlineData("(bool, string?) M(Store store, ILogger<Store> log) { log.LogDebug(\"a\"); try { store.Ping(); } [|catch|] (Exception e) { log.LogError(e, \"a\"); } return (true, null); }")]
    [InlineData("void M(Store store) { try { store.Ping(); } [|catch|] { } }")]
    [InlineData("void M(Store store) { try { store.Ping(); } [|catch|] (Exception) { return; } }")]
    [InlineData("void M(IServiceProvider services) { var store = services.GetRequiredService<Store>(); try { store.Ping(); } [|catch|] { } }")]
    [InlineData("async Task M(Store store, CancellationToken token) { try { await store.PingAsync(token); } [|catch|] { } }")]
    [InlineData("Task M(Store store) { try { store.Ping(); } [|catch|] { } return Task.CompletedTask; }")]
    public Task A_catch_that_answers_healthy_is_told(string method) => Review.ReportsAsync(
        Check(method, "refused"),
        "'Health.M' answers healthy where it catches every exception, so it passes because something failed. Return a failing verdict there, or remove the catch, since an exception fails a check.");

    [Fact, Refuses("HP067")]
    public Task The_message_names_the_exception_that_is_caught() => Review.ReportsAsync(
        Check("bool M(Store store) { try { return store.Ping(); } [|catch|] (StoreException) { return true; } catch (Exception) { return false; } }", "refused"),
        "'Health.M' answers healthy where it catches 'StoreException', so it passes because something failed. Return a failing verdict there, or remove the catch, since an exception fails a check.");

    [Theory, Accepts("HP067")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } catch { return false; } }")]
    [InlineData("(bool, string?) M(Store store) { try { return (store.Ping(), null); } catch (Exception e) { return (false, e.Message); } }")]
    [InlineData("HealthCheckResult M(Store store) { try { store.Ping(); return HealthCheckResult.Healthy(); } catch (Exception e) { return HealthCheckResult.Degraded(e.Message, e); } }")]
    [InlineData("bool M(Store store, ILogger<Store> log) { try { return store.Ping(); } catch (Exception e) { log.LogError(e, \"a\"); throw; } }")]
    [InlineData("void M(Store store) { try { store.Ping(); } catch (Exception e) { throw new HealthCheckFailedException(\"a\", e); } }")]
    // A filter decides.
    [InlineData("bool M(Store store) { try { return store.Ping(); } catch (StoreException e) when (e.Code == 404) { return true; } }")]
    [InlineData("void M(Store store) { try { store.Ping(); } catch (StoreException e) when (e.Code == 404) { } }")]
    // The handler decides.
    [InlineData("bool M(Store store) { try { return store.Ping(); } catch (StoreException e) { return e.Code == 404; } }")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } catch (StoreException e) { if (e.Code == 404) { return true; } return false; } }")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } catch (StoreException e) { if (e.Code == 404) { return true; } throw; } }")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } catch (StoreException e) { if (e.Code == 404) { return true; } } return false; }")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } catch (StoreException e) { switch (e.Code) { case 404: return true; default: return false; } } }")]
    // The handler tries something else.
    [InlineData("bool M(Store store) { try { return store.Ping(); } catch (StoreException) { store.Ping(); return true; } }")]
    [InlineData("async Task<bool> M(Store store, CancellationToken token) { try { return await store.PingAsync(token); } catch (StoreException) { await store.PingAsync(token); return true; } }")]
    // To fail is what is hoped for.
    [InlineData("bool M(Store store) { try { store.Ping(); return false; } catch (StoreException) { return true; } }")]
    [InlineData("(bool, string?) M(Store store) { try { store.Ping(); return (false, \"a stranger was let in\"); } catch (StoreException) { return (true, null); } }")]
    [InlineData("void M(Store store) { try { store.Ping(); throw new InvalidOperationException(); } catch (StoreException) { } }")]
    [InlineData("bool M(Store store) { try { store.Ping(); } catch (StoreException) { return true; } return false; }")]
    [InlineData("(bool, string?) M(Store store) { try { store.Ping(); } catch (StoreException) { return (true, null); } return (false, \"a stranger was let in\"); }")]
    [InlineData("void M(Store store) { try { store.Ping(); } catch (StoreException) { return; } throw new HealthCheckFailedException(\"a stranger was let in\"); }")]
    [InlineData("void M(Store store) { try { store.Ping(); } catch (StoreException e) { Fail(e); } } [System.Diagnostics.CodeAnalysis.DoesNotReturn] private static void Fail(Exception e) => throw e;")]
    [InlineData("bool M(Store store) { try { store.Ping(); return true; } catch (System.IO.FileNotFoundException) { return true; } catch (PlatformNotSupportedException) { return true; } }")]
    [InlineData("bool M(Store store) { try { store.Ping(); return true; } catch (DuplicateKeyException) { return true; } }")]
    // The verdict comes after.
    [InlineData("bool M(Store store) { var failures = 0; try { store.Ping(); } catch { failures++; } return failures == 0; }")]
    [InlineData("bool M(Store store) { var ok = true; try { store.Ping(); } catch { ok = false; } return ok; }")]
    [InlineData("bool M(Store store) { try { if (store.Ping()) { return true; } } catch { } return false; }")]
    [InlineData("void M(Store store) { string? problem = null; try { store.Ping(); } catch (Exception e) { problem = e.Message; } if (problem is not null) { throw new HealthCheckFailedException(problem); } }")]
    // It is a part that does not matter.
    [InlineData("bool M(Store store) { if (!store.Ping()) { return false; } try { store.Ping(); } catch { } return true; }")]
    [InlineData("async Task<bool> M(Store store, CancellationToken token) { var ok = await store.PingAsync(token); try { store.Ping(); } catch { return true; } return ok; }")]
    [InlineData("void M(Store store) { store.Ping(); try { store.Ping(); } catch { } }")]
    [InlineData("void M(Store store) { try { store.Ping(); } catch { } store.Ping(); }")]
    [InlineData("bool M(Store store) { try { store.Ping(); } catch { } return store.Ping(); }")]
    [InlineData("void M(IServiceProvider services) { var store = services.GetRequiredService<Store>(); try { store.Delete(); } catch { } }")]
    [InlineData("bool M(Store store) { return store.Ping() || Optional(); bool Optional() { try { return store.Ping(); } catch { return true; } } }")]
    [InlineData("bool M(Store store) { Func<bool> optional = () => { try { return store.Ping(); } catch { return true; } }; return optional() && store.Ping(); }")]
    // It is tried again.
    [InlineData("async Task M(Store store, CancellationToken token) { for (var i = 0; ; i++) { try { await store.PingAsync(token); return; } catch (StoreException) when (i < 3) { await Task.Delay(10, token); } } }")]
    [InlineData("async Task<bool> M(Store store, CancellationToken token) { for (var i = 0; i < 3; i++) { try { return await store.PingAsync(token); } catch (StoreException) { await Task.Delay(10, token); } } return false; }")]
    [InlineData("bool M(IReadOnlyList<Store> stores) { foreach (var store in stores) { try { if (store.Ping()) { return true; } } catch (StoreException) { continue; } } return false; }")]
    [InlineData("bool M(IReadOnlyList<Store> stores) { while (true) { try { stores[0].Ping(); } catch (StoreException) { return true; } } }")]
    [InlineData("bool M(Store store) { try { return store.Ping(); } finally { store.Delete(); } }")]
    public Task A_catch_that_does_not_swallow_the_verdict_is_accepted(string method) => Review.AcceptsAsync(Check(method, "accepted"));

    [Fact, Accepts("HP067")]
    public Task A_stat_has_no_verdict_to_swallow() => Review.AcceptsAsync(
        "internal class Health { [HealthStat(\"accepted\")] internal static System.Text.Json.Nodes.JsonObject M(IServiceProvider services) { try { return new() { [\"a\"] = services.GetHashCode() }; } catch { return []; } } }");

    private static string Check(string method, string name) =>
        $"{Surroundings} internal class Health {{ [HealthCheck(\"{name}\")] internal static {method} }}";
}

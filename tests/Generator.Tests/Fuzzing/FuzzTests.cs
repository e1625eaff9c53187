using System.Collections.Concurrent;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using HealthPoint.Tests;
using Xunit;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>
/// Programs nobody would think of. <c>HEALTHPOINT_FUZZ_SEED</c> and <c>HEALTHPOINT_FUZZ_CASES</c> replay them: the program
/// with the number n of a seed s is the first one of the seed s + n.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Size = 30;

    [Fact]
    public async Task A_check_without_an_error_runs_and_one_with_an_error_is_not_there()
    {
        var seed = Setting("HEALTHPOINT_FUZZ_SEED") ?? (ulong)Random.Shared.Next();
        var cases = Setting("HEALTHPOINT_FUZZ_CASES") ?? (ulong)Draws.Of(all: 300, few: 40);
        output.WriteLine($"HEALTHPOINT_FUZZ_SEED={seed} HEALTHPOINT_FUZZ_CASES={cases}");

        var started = TimeProvider.System.GetTimestamp();
        var faults = new ConcurrentDictionary<ulong, string>();
        var discards = new ConcurrentBag<string>();
        var rules = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await Parallel.ForAsync(0, (long)cases, TestContext.Current.CancellationToken, async (number, cancellation) =>
        {
            var own = seed + (ulong)number;
            var program = FuzzGen.Programs.Sample(Size, new Rnd(own), 1)[0];
            var verdict = await VerdictAsync(program, cancellation);
            foreach (var id in verdict.Ids)
            {
                rules.AddOrUpdate(id, 1, static (_, count) => count + 1);
            }

            if (verdict.Discard is { } discard)
            {
                discards.Add($"seed {own}: {discard}");
            }
            else if (verdict.Fault is not null)
            {
                faults[own] = await SimplestAsync(program, cancellation);
            }
        });

        output.WriteLine(string.Join(", ", rules.OrderBy(static rule => rule.Key, StringComparer.Ordinal).Select(static rule => $"{rule.Key}: {rule.Value}")));
        output.WriteLine($"Not C#: {discards.Count}\n{string.Join('\n', discards.Order(StringComparer.Ordinal).Take(20))}");
        foreach (var (own, fault) in faults.OrderBy(static fault => fault.Key).Take(20))
        {
            output.WriteLine($"==== HEALTHPOINT_FUZZ_SEED={own} HEALTHPOINT_FUZZ_CASES=1\n{fault}");
        }

        output.WriteLine($"{TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
        output.WriteLine($"{cases - (ulong)faults.Count - (ulong)discards.Count} passed, {faults.Count} failed");
        Assert.Empty(faults);

        // A discarded program proves nothing.
        Assert.InRange(discards.Count, 0, 5 + ((int)cases / 20));
    }

    /// <summary>Takes words out as long as something fails.</summary>
    private static async Task<string> SimplestAsync(FuzzProgram program, CancellationToken cancellation)
    {
        var fault = "";
        for (FuzzProgram? next = program; next is not null;)
        {
            program = next;
            fault = (await VerdictAsync(program, cancellation)).Fault ?? fault;
            next = null;
            foreach (var simpler in program.Simpler())
            {
                if ((await VerdictAsync(simpler, cancellation)).Fault is not null)
                {
                    next = simpler;
                    break;
                }
            }
        }

        return $"{fault}\n{program}";
    }

    private static async Task<Verdict> VerdictAsync(FuzzProgram program, CancellationToken cancellation)
    {
        try
        {
            return await Trial.OfAsync(program, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Verdict.Failed($"The trial threw: {exception}");
        }
    }

    private static ulong? Setting(string name) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}

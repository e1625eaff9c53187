using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Fuzzing;

public sealed class FuzzCaseTests
{
    // What these look at is no method: references, other files, and the calls of a whole executable.
    private static readonly string[] NotAboutMethods = ["HP070", "HP071", "HP072", "HP073", "HP074", "HP075", "HP076", "HP077"];

    public static TheoryData<string> Ids { get; } =
        [.. Review.Rules.Select(static rule => rule.Id).Where(static id => !NotAboutMethods.Contains(id, StringComparer.Ordinal))];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_fuzzer_knows_a_case_of_every_rule(string id)
    {
        var cases = FuzzCases.All.Where(known => string.Equals(known.Rule, id, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(cases);
        foreach (var (_, candidate) in cases)
        {
            var program = new FuzzProgram([candidate]);
            var verdict = await Trial.OfAsync(program, TestContext.Current.CancellationToken);
            Assert.True(Soundness.Holds(candidate), $"The fuzzer would not draw\n{program}");
            Assert.Null(verdict.Discard);
            Assert.Null(verdict.Fault);
            Assert.True(verdict.Ids.Contains(id), $"{id} is not reported on\n{program}\nbut {string.Join(", ", verdict.Ids)}");
        }
    }

    [Fact]
    public async Task Cases_of_rules_to_come_are_C_sharp_too()
    {
        foreach (var (rule, candidate) in FuzzCases.All)
        {
            var verdict = await Trial.OfAsync(new FuzzProgram([candidate]), TestContext.Current.CancellationToken);
            Assert.True(verdict is { Fault: null, Discard: null }, $"{rule}: {verdict.Fault}{verdict.Discard}\n{candidate}");
        }
    }
}

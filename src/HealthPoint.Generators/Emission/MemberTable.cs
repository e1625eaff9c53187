using HealthPoint.Generators.Models;

namespace HealthPoint.Generators.Emission;

/// <summary>
/// The checks, or the stats, in pages of 32: the JIT compiles, and the processor predicts, many short methods better than a
/// long one (a switch over 1,000 checks took 78–117 ns a call, pages take 12–16 ns).
/// </summary>
internal sealed record MemberTable(
    string Plural, string Variable, string Descriptor, string Outcome, string Result, string Run, EquatableArray<MemberModel> Members)
{
    public const string Catalog = "global::HealthPoint.Contract.HealthPointCatalog";
    public const string Invocation = "global::HealthPoint.Contract.HealthInvocation";

    public const int PageBits = 5;
    public const int PageSize = 1 << PageBits;

    /// <summary>What the catalog calls one of the members.</summary>
    public string Singular => Plural.TrimEnd('s');

    public int Pages => (Members.Count + PageSize - 1) / PageSize;

    public static MemberTable Checks(EquatableArray<MemberModel> members) => new(
        "Checks",
        "check",
        "global::HealthPoint.Contract.HealthCheckDescriptor",
        "global::HealthPoint.Contract.HealthOutcome",
        "global::System.Threading.Tasks.ValueTask<global::Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult>",
        "RunCheckAsync",
        members);

    public static MemberTable Stats(EquatableArray<MemberModel> members) => new(
        "Stats",
        "stat",
        "global::HealthPoint.Contract.HealthStatDescriptor",
        "global::HealthPoint.Contract.HealthStatOutcome",
        "global::System.Threading.Tasks.ValueTask<global::System.Collections.Generic.IReadOnlyDictionary<string, object?>>",
        "RunStatAsync",
        members);

    /// <summary>The members of a page with their numbers.</summary>
    public IEnumerable<(int Index, MemberModel Member)> Page(int page)
    {
        for (var index = page * PageSize; index < Math.Min((page + 1) * PageSize, Members.Count); index++)
        {
            yield return (index, Members[index]);
        }
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>What the catalogue must hold, by what the analyzers reported: a check without an error, and no other.</summary>
/// <param name="Members">The names with the candidates that bear them.</param>
/// <param name="Duplicates">Names that several have; only one of them is there, and it is not said which.</param>
internal sealed record Expectations(ImmutableArray<Expectation> Members, ImmutableHashSet<string> Duplicates)
{
    // These speak of several checks, each of which is written all the same.
    private static readonly string[] AboutSeveral = ["HP063", "HP075", "HP076"];

    public static Expectations Of(FuzzProgram program, ImmutableArray<Diagnostic> reported)
    {
        var errors = reported
            .Where(static diagnostic => diagnostic.DefaultSeverity is DiagnosticSeverity.Error && !AboutSeveral.Contains(diagnostic.Id, StringComparer.Ordinal))
            .Select(static diagnostic => (diagnostic.Id, File: diagnostic.Location.SourceTree?.FilePath ?? "", Line: LineOf(diagnostic.Location)))
            .ToList();
        var members = ImmutableArray.CreateBuilder<Expectation>();
        var all = new List<string>();
        for (var index = 0; index < program.Candidates.Length; index++)
        {
            var candidate = program.Candidates[index];
            var own = errors.Where(error => error.File.StartsWith($"{index}.", StringComparison.Ordinal)).ToList();
            var isRefused = own.Exists(static error => !IsAboutAttribute(error.Id));
            for (var mark = 0; mark < candidate.Marks.Length; mark++)
            {
                var number = mark == 0 ? $"{index}" : $"{index}.{mark}";
                var name = candidate.Marks[mark].Name.Name?.Replace("#", number, StringComparison.Ordinal) ?? candidate.DottedName(index);
                all.Add($"{candidate.Return.IsStat} {name}");
                if (!isRefused && !own.Exists(error => error.Line.EndsWith($"// mark {number}", StringComparison.Ordinal)))
                {
                    members.Add(new(name, index, candidate));
                }
            }
        }

        return new(
            members.ToImmutable(),
            [.. all.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static group => group.Count() > 1).Select(static group => group.Key.ToUpperInvariant())]);
    }

    public string Names(bool isStat) => Join(Members.Where(member => member.Candidate.Return.IsStat == isStat).Select(static member => member.Name));

    /// <summary>Names in one order, without those that come with words of the grammar.</summary>
    public static string Join(IEnumerable<string> names) => string.Join(
        ", ",
        names.Where(static name => !name.StartsWith("other ", StringComparison.Ordinal)).Select(static name => name.ToUpperInvariant()).Order(StringComparer.Ordinal));

    private static bool IsAboutAttribute(string id) => id.StartsWith("HP04", StringComparison.Ordinal);

    private static string LineOf(Location location) => location.SourceTree is { } tree
        ? tree.GetText().Lines.GetLineFromPosition(location.SourceSpan.End).ToString().TrimEnd()
        : "";
}

/// <summary>A name that must be in the catalogue.</summary>
internal sealed record Expectation(string Name, int Index, Candidate Candidate);

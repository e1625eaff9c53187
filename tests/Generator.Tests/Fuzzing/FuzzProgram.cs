using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>A program with some candidates, and the change under which its catalogue must stay as it is.</summary>
internal sealed record FuzzProgram(ImmutableArray<Candidate> Candidates)
{
    public string AssemblyName { get; init; } = Grammar.AssemblyNames[0];

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    /// <summary>At least this version of the language; a word may need a later one.</summary>
    public LanguageVersion LeastLanguage { get; init; } = LanguageVersion.CSharp14;

    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public bool IsSplit { get; init; }

    public Change Change { get; init; }

    public CSharpParseOptions ParseOptions =>
        new((LanguageVersion)Math.Max((int)LeastLanguage, (int)Candidates.Select(static candidate => candidate.Language).DefaultIfEmpty().Max()));

    /// <summary>The files: a candidate's begin with its number.</summary>
    public ImmutableArray<SyntaxTree> Trees(bool isSplit)
    {
        var options = ParseOptions;
        var trees = ImmutableArray.CreateBuilder<SyntaxTree>();
        for (var index = 0; index < Candidates.Length; index++)
        {
            var files = CandidateWriter.Write(Candidates[index], index, isSplit && CandidateWriter.CanBeSplit(Candidates[index]));
            trees.AddRange(files.Select((file, part) => CSharpSyntaxTree.ParseText(file, options, $"{index}.{part}.cs")));
        }

        if (OutputKind is OutputKind.ConsoleApplication)
        {
            trees.Add(CSharpSyntaxTree.ParseText("internal static class EntryPoint { private static void Main() { } }", options, "Main.cs"));
        }

        return trees.ToImmutable();
    }

    public IEnumerable<FuzzProgram> Simpler()
    {
        if (Candidates.Length > 1)
        {
            foreach (var candidate in Candidates)
            {
                yield return this with { Candidates = Candidates.Remove(candidate) };
            }
        }

        FuzzProgram[] plain =
        [
            this with { AssemblyName = Grammar.AssemblyNames[0] },
            this with { Nullable = NullableContextOptions.Enable },
            this with { OutputKind = OutputKind.DynamicallyLinkedLibrary },
            this with { IsSplit = false },
            this with { LeastLanguage = LanguageVersion.CSharp14 },
        ];
        foreach (var program in plain.Where(program => program != this))
        {
            yield return program;
        }

        for (var index = 0; index < Candidates.Length; index++)
        {
            foreach (var candidate in Candidates[index].Simpler())
            {
                yield return this with { Candidates = Candidates.SetItem(index, candidate) };
            }
        }
    }

    /// <summary>The whole program, ready to be compiled.</summary>
    public override string ToString() => string.Join(
        "\n",
        (string[])
        [
            $"// {AssemblyName}, C# {ParseOptions.SpecifiedLanguageVersion.ToDisplayString()}, nullable {Nullable}, {OutputKind}, {(IsSplit ? "split, " : "")}{Change}",
            .. Trees(IsSplit).Select(static tree => $"// ---- {tree.FilePath}\n{tree}"),
        ]);
}

/// <summary>What is done to a program that must not change what its module says.</summary>
internal enum Change
{
    /// <summary>The files and the references come in another order.</summary>
    Order,

    /// <summary>A comment before each token.</summary>
    Trivia,

    /// <summary>The members of each type and namespace come in another order.</summary>
    Members,

    /// <summary>The types come in parts; or in one piece, where they came in parts.</summary>
    Parts,

    /// <summary>The compiler runs in Turkish.</summary>
    Culture,

    /// <summary>Another project references it: as a compilation, an image, or a reference image.</summary>
    Project,
    Image,
    ReferenceImage,
}

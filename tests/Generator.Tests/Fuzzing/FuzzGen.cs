using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>Draws programs. Every word can come up; the plain ones come up more often, so that half of the checks are legal.</summary>
internal static class FuzzGen
{
    private static readonly Gen<Mark> Marks =
        from name in LeaningTo(Grammar.Names, Grammar.Names.Length - 9, 92)
        from count in Gen.Frequency((6, Gen.Constant(0)), (3, Gen.Constant(1)), (1, Gen.Constant(2)))
        from settings in Gen.ArrayOf(Gen.Elements(Grammar.Settings), count)
        select new Mark(name, [.. settings.DistinctBy(static setting => setting.Text[..setting.Text.IndexOf(' ', StringComparison.Ordinal)], StringComparer.Ordinal)]);

    private static readonly Gen<Candidate> Drawn =
        from place in Mostly(Grammar.Namespaces, 30)
        from containers in Containers()
        from method in Mostly(Grammar.Methods, 40)
        from access in Mostly(Grammar.Accesses, 75)
        from name in Mostly(Grammar.MethodNames, 40)
        from isStat in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        from result in isStat ? Gen.Elements(Grammar.StatReturns) : LeaningTo(Grammar.Returns, 30, 75)
        from outcome in Gen.Elements(Enum.GetValues<Outcome>())
        from parameters in Parameters()
        from marks in Marked(isStat)
        from annotation in Mostly(Grammar.Annotations, 80)
        from body in Mostly(Grammar.Bodies, 50)
        from extra in Mostly(Grammar.Extras, 80)
        select new Candidate
        {
            Namespace = place,
            Containers = containers,
            Method = method,
            Access = access,
            Name = name,
            Return = result,
            Outcome = outcome,
            Parameters = parameters,
            Marks = marks,
            Annotation = annotation,
            Body = body,
            Extra = extra,
        };

    /// <summary>Drawn word by word, or one of the known cases with some words drawn.</summary>
    private static readonly Gen<Candidate> Candidates = Gen.Frequency(
        (4, Drawn.Where(Soundness.Holds)),
        (1, (from known in Gen.Elements(FuzzCases.All.Select(static known => known.Candidate).ToArray())
             from drawn in Drawn
             from what in Gen.Choose(0, 5)
             select Mixed(known, drawn, what)).Where(Soundness.Holds)));

    public static Gen<FuzzProgram> Programs { get; } =
        from count in Gen.Choose(1, 5)
        from candidates in Gen.ArrayOf(Candidates, count)
        from assembly in Mostly(Grammar.AssemblyNames, 50)
        from nullable in Mostly([NullableContextOptions.Enable, NullableContextOptions.Disable, NullableContextOptions.Annotations, NullableContextOptions.Warnings], 60)
        from language in Gen.Elements(Grammar.Languages)
        from kind in Mostly([OutputKind.DynamicallyLinkedLibrary, OutputKind.ConsoleApplication], 75)
        from isSplit in Mostly([false, true], 75)
        from change in Gen.Elements(Enum.GetValues<Change>())
        select new FuzzProgram([.. candidates])
        {
            AssemblyName = assembly,
            Nullable = nullable,
            LeastLanguage = language,
            OutputKind = kind,
            IsSplit = isSplit,
            Change = change,
        };

    private static Gen<ImmutableArray<Container>> Containers() =>
        from depth in Gen.Frequency((7, Gen.Constant(1)), (2, Gen.Constant(2)), (1, Gen.Constant(3)), (1, Gen.Constant(4)))
        from containers in Gen.ArrayOf(OneContainer(), depth)
        select containers.ToImmutableArray();

    private static Gen<Container> OneContainer() =>
        from access in Mostly(Grammar.TypeAccesses, 70)
        from keyword in Mostly(Grammar.Keywords, 30)
        from name in Gen.Frequency((2, Gen.Elements(Grammar.TypeNames)), (1, Gen.Elements(Grammar.OddTypeNames)))
        from parameters in Mostly(Grammar.TypeParameters, 95)
        from constructor in Mostly(Grammar.Constructors, 60)
        from annotation in Mostly(Grammar.TypeAnnotations, 85)
        select new Container(access, keyword, name, parameters, constructor, annotation);

    private static Gen<ImmutableArray<Parameter>> Parameters() =>
        from count in Gen.Frequency((3, Gen.Constant(0)), (3, Gen.Constant(1)), (2, Gen.Constant(2)), (1, Gen.Constant(4)))
        from pieces in Gen.ArrayOf(LeaningTo(Grammar.Parameters, Array.FindIndex(Grammar.Parameters, static piece => piece.IsBound), 85), count)
        from names in Gen.Shuffle(Grammar.ParameterNames)
        select pieces.OrderBy(static piece => piece.Rank).Select((piece, index) => new Parameter(piece, names[index])).ToImmutableArray();

    private static Gen<ImmutableArray<Mark>> Marked(bool isStat) =>
        from count in Gen.Frequency((8, Gen.Constant(1)), (1, Gen.Constant(2)), (1, Gen.Constant(3)))
        from marks in Gen.ArrayOf(Marks, count)
        select marks.Select(mark => isStat ? mark with { Settings = [.. mark.Settings.Where(static setting => setting.IsStatToo)] } : mark).ToImmutableArray();

    private static Candidate Mixed(Candidate known, Candidate drawn, int what) => what switch
    {
        0 => known,
        1 => known with { Namespace = drawn.Namespace, Name = drawn.Name },
        2 => known with { Containers = drawn.Containers },
        3 => known with { Parameters = drawn.Parameters, Annotation = drawn.Annotation },
        4 => known with { Return = known.Return.IsStat == drawn.Return.IsStat ? drawn.Return : known.Return, Outcome = drawn.Outcome },
        _ => known with { Body = drawn.Body, Extra = drawn.Extra, Access = drawn.Access },
    };

    /// <summary>The first, with that many per cent, else any.</summary>
    private static Gen<T> Mostly<T>(T[] words, int percent) =>
        Gen.Frequency((percent, Gen.Constant(words[0])), (100 - percent, Gen.Elements(words)));

    /// <summary>One of the first so many, with that many per cent, else any.</summary>
    private static Gen<T> LeaningTo<T>(T[] words, int first, int percent) =>
        Gen.Frequency((percent, Gen.Elements(words[..first])), (100 - percent, Gen.Elements(words)));
}

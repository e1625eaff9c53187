using System.Collections.Concurrent;
using System.Collections.Immutable;
using HealthPoint.Generator.Tests.Support;
using HealthPoint.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>Compiles a program, generates, reviews, loads, runs, and asks each oracle.</summary>
internal static class Trial
{
    /// <summary>What a program can refer to; few, because a trial must be quick.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. SdkReferences.AspNetCore.Where(static reference => Path.GetFileNameWithoutExtension(reference.Display) is
            "System.Runtime" or "System.Collections" or "System.Threading" or "System.Linq" or "System.Linq.Expressions" or "System.Memory"
            or "System.Text.Json" or "System.Net.Http" or "System.Runtime.InteropServices" or "System.ComponentModel.Primitives"
            or "System.ComponentModel" or "System.Threading.Thread" or "System.Threading.ThreadPool" or "Microsoft.CSharp" or "System.Console" or "netstandard"
            or "Microsoft.Extensions.DependencyInjection.Abstractions" or "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions" or "HealthPoint.Abstractions"),
        MetadataReference.CreateFromFile(typeof(FuzzService).Assembly.Location),
    ];

    // Compilations that begin with the same one share the symbols of their references.
    private static readonly ConcurrentDictionary<string, CSharpCompilation> Bases = new(StringComparer.Ordinal);

    public static async Task<Verdict> OfAsync(FuzzProgram program, CancellationToken cancellation)
    {
        var source = Compile(program, program.Trees(program.IsSplit));
        var driver = Generate(program, source, out var compilation, cancellation);
        if (driver.GetRunResult().Results[0].Exception is { } exception)
        {
            return Verdict.Failed($"The generator threw: {exception}");
        }

        var reported = await compilation.WithAnalyzers(Review.Analyzers, new AnalyzerOptions([])).GetAnalyzerDiagnosticsAsync(cancellation);
        var ids = reported.Select(static diagnostic => diagnostic.Id).ToImmutableHashSet(StringComparer.Ordinal);
        if (reported.FirstOrDefault(static diagnostic => diagnostic.Id is "AD0001") is { } thrown)
        {
            return Verdict.Failed($"An analyzer threw: {thrown}");
        }

        using var stream = new MemoryStream();
        var emitted = compilation.Emit(stream, cancellationToken: cancellation);
        if (!emitted.Success)
        {
            // Some errors of the compiler come up only when it writes code.
            using var nowhere = new MemoryStream();
            var errors = source.Emit(nowhere, cancellationToken: cancellation).Diagnostics.Where(static diagnostic => diagnostic.Severity is DiagnosticSeverity.Error).ToList();
            return errors.Count > 0
                ? new Verdict(null, errors[0].ToString(), ids)
                : Verdict.Failed($"The generated code does not compile: {string.Join('\n', emitted.Diagnostics)}");
        }

        var file = driver.GetRunResult().GeneratedTrees.SingleOrDefault();
        if (emitted.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Location.SourceTree == file && file is not null) is { } warning)
        {
            return Verdict.Failed($"A warning in generated code: {warning}");
        }

        var image = stream.ToArray();
        var expected = Expectations.Of(program, reported);
        var fault = await Execution.FaultAsync(program, file is null ? null : image, expected)
            ?? Metamorphosis.Fault(program, compilation, file?.ToString(), image, expected, cancellation);
        return new Verdict(fault, null, ids);
    }

    public static CSharpCompilation Compile(FuzzProgram program, IEnumerable<SyntaxTree> trees) => Bases
        .GetOrAdd(program.AssemblyName, static name => CSharpCompilation.Create(name, references: References, options: Options(OutputKind.DynamicallyLinkedLibrary, default)))
        .WithOptions(Options(program.OutputKind, program.Nullable))
        .AddSyntaxTrees(trees);

    public static GeneratorDriver Generate(FuzzProgram program, CSharpCompilation source, out Compilation compilation, CancellationToken cancellation) =>
        CSharpGeneratorDriver.Create([new HealthPointGenerator().AsSourceGenerator()], parseOptions: program.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(source, out compilation, out _, cancellation);

    public static CSharpCompilationOptions Options(OutputKind kind, NullableContextOptions nullable) => new(
        kind,
        allowUnsafe: true,
        deterministic: true,
        // A trial is a unit of work of its own; many run side by side.
        concurrentBuild: false,
        nullableContextOptions: nullable,
        specificDiagnosticOptions:
        [
            KeyValuePair.Create("CS1701", ReportDiagnostic.Suppress),
            KeyValuePair.Create("CS1702", ReportDiagnostic.Suppress),
        ]);
}

/// <summary>What came of a trial.</summary>
/// <param name="Fault">Which oracle failed, and how.</param>
/// <param name="Discard">Why the program is none.</param>
/// <param name="Ids">What the analyzers reported.</param>
internal sealed record Verdict(string? Fault, string? Discard, ImmutableHashSet<string> Ids)
{
    public static Verdict Failed(string fault) => new(fault, null, []);
}

using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.References;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Advice;

/// <summary>
/// Whether an application shows its checks at all: HP070. Whatever might show them keeps the rule silent, since a false
/// alarm is worse than none.
/// </summary>
internal static class Composition
{
    private static readonly string[] Calls =
    [
        "AddHealthPoint", "MapHealthPoint", "MapHealthChecks", "MapAlive", "MapDockerflow", "MapProbes", "MapStatus", "RunOrCheckAsync",
    ];

    public static void Review(CollectedChecks checks, CompilationAnalysisContext context)
    {
        var compilation = context.Compilation;
        if (compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
            && checks.All.Find(static check => !check.IsGenerated) is { } check
            && !TestProject.Is(compilation, context.Options)
            && !IsCalledHere(compilation, context.CancellationToken)
            && !compilation.SourceModule.ReferencedAssemblySymbols.Any(IsPossiblyCalledBy))
        {
            check.Tell(context, Rules.NeverMapped, Squiggles.Attribute(check.Attribute));
        }
    }

    /// <summary>Whether one of the names stands in a source. Reading the text is a thousand times cheaper than binding it.</summary>
    private static bool IsCalledHere(Compilation compilation, CancellationToken cancellation)
    {
        // The call nearly always stands beside the entry point, so that source comes first.
        var entry = compilation.GetEntryPoint(cancellation)?.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree;
        return (entry is not null && IsCalledIn(entry, cancellation))
            || compilation.SyntaxTrees.Any(tree => tree != entry && IsCalledIn(tree, cancellation));
    }

    private static bool IsCalledIn(SyntaxTree tree, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var text = tree.GetText(cancellation).ToString();
        return Array.Exists(Calls, call => text.IndexOf(call, StringComparison.Ordinal) >= 0);
    }

    private static bool IsPossiblyCalledBy(IAssemblySymbol assembly)
    {
        // Our own packages offer the calls, and make none.
        if (IsOf(assembly.Name, "HealthPoint") || IsOf(assembly.Name, "System") || IsOf(assembly.Name, "Microsoft"))
        {
            return false;
        }

        var references = assembly.Modules.SelectMany(static module => module.ReferencedAssemblies).ToList();
        return references.Exists(static reference => reference.Name is "HealthPoint")
            || (references.Exists(static reference => IsWhereCallsAreMade(reference.Name)) && IsReferenceAssembly(assembly));
    }

    /// <summary>
    /// Whether the assembly has no bodies. Such an assembly does not name all that its code references, but only what its
    /// callers have to give it.
    /// </summary>
    private static bool IsReferenceAssembly(IAssemblySymbol assembly) =>
        assembly.Attribute("System.Runtime.CompilerServices", "ReferenceAssemblyAttribute") is not null;

    /// <summary>Whether the assembly is one of those that declare the builders, the service collection and the endpoints.</summary>
    private static bool IsWhereCallsAreMade(string reference) =>
        reference is "Microsoft.Extensions.DependencyInjection.Abstractions" || IsOf(reference, "Microsoft.Extensions.Hosting") || IsOf(reference, "Microsoft.AspNetCore");

    private static bool IsOf(string name, string family) =>
        name.StartsWith(family, StringComparison.Ordinal) && (name.Length == family.Length || name[family.Length] == '.');
}

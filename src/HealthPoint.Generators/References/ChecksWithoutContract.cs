using System.Collections.Concurrent;
using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.References;

/// <summary>The checks and stats of a project that gets no module, since there is no contract to write it against: HP075.</summary>
internal sealed class ChecksWithoutContract(ProjectModel project)
{
    private readonly ConcurrentBag<IMethodSymbol> _methods = [];

    public void Add(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.Attribute("HealthPoint", "HealthCheckAttribute") is not null || method.Attribute("HealthPoint", "HealthStatAttribute") is not null)
        {
            _methods.Add(method);
        }
    }

    /// <summary>Reports the rule once, at the first of the methods.</summary>
    public void Report(CompilationAnalysisContext context)
    {
        var first = _methods
            .OrderBy(static method => method.Locations[0].SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static method => method.Locations[0].SourceSpan.Start)
            .FirstOrDefault();
        if (first is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.MissingContract,
                first.Locations[0],
                first.ForPeople,
                project.ContractVersion == 0 ? "lacks the class HealthPointModule or its version" : "is older than its generator"));
        }
    }
}

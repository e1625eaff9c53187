using HealthPoint.Generators.Emission;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.References;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators;

/// <summary>Writes the health module of an assembly: its own checks and stats, and the modules that it references.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class HealthPointGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The project's checks and its stats, sorted. They re-run when a declaration was edited; equal models stop here.
        var checks = context.Members(MemberKind.Check).WithTrackingName(Steps.Checks);
        var stats = context.Members(MemberKind.Stat).WithTrackingName(Steps.Stats);

        // The project's name and kind, and whether the contract is there. Re-runs per edit, but its result hardly ever changes.
        var project = context.CompilationProvider.Select(ProjectReader.Read).WithTrackingName(Steps.Project);

        // The referenced assemblies that hold checks, sorted. Re-runs for a reference that is added or replaced, never per edit.
        var references = context.References().WithTrackingName(Steps.References);

        // The checks of references that have no module. Re-runs per edit, and returns at once where there are none.
        var orphans = references.Combine(context.CompilationProvider)
            .Select(static (pair, cancellation) => OrphanResolver.Resolve(pair.Left, pair.Right, cancellation))
            .WithTrackingName(Steps.Orphans);

        // All that the module says, or null where the project gets no module. Re-runs when one of the above has changed.
        var module = checks.Combine(stats).Combine(project).Combine(references).Combine(orphans)
            .Select(static (all, _) =>
            {
                var ((((checks, stats), project), references), orphans) = all;
                return ModuleModel.Of(project, references, checks, stats, orphans);
            })
            .WithTrackingName(Steps.Module);

        // The one file. Re-runs when the module has changed.
        context.RegisterSourceOutput(module, static (output, module) =>
        {
            if (module is not null)
            {
                output.AddSource("HealthPoint.g.cs", ModuleEmitter.Emit(module));
            }
        });
    }
}

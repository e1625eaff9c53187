using System.Collections.Immutable;

namespace HealthPoint.Generators.Models;

/// <summary>Everything that is written into the module of a project.</summary>
/// <param name="AssemblyName">The project's assembly name.</param>
/// <param name="Includes">The modules of the referenced assemblies, in ordinal order.</param>
/// <param name="Checks">The checks, in ordinal order of their names; the orphans of other assemblies last.</param>
/// <param name="Stats">The stats, in the same order.</param>
internal sealed record ModuleModel(
    string AssemblyName,
    EquatableArray<string> Includes,
    EquatableArray<MemberModel> Checks,
    EquatableArray<MemberModel> Stats)
{
    /// <summary>Puts the module together, if the project gets one.</summary>
    public static ModuleModel? Of(
        ProjectModel project,
        EquatableArray<ReferenceModel> references,
        EquatableArray<MemberModel> checks,
        EquatableArray<MemberModel> stats,
        OrphanMembers orphans)
    {
        var includes = ImmutableArray.CreateBuilder<string>();
        foreach (var reference in references)
        {
            if (reference.Module is { } include && project.Understands(reference))
            {
                includes.Add(include);
            }
        }

        var module = new ModuleModel(
            project.AssemblyName,
            includes.ToEquatable(),
            Joined(checks, orphans.Checks),
            Joined(stats, orphans.Stats));
        var hasContent = includes.Count + module.Checks.Count + module.Stats.Count > 0;
        return project.SeesContract && (project.IsExecutable || hasContent) ? module : null;
    }

    private static EquatableArray<MemberModel> Joined(EquatableArray<MemberModel> own, EquatableArray<MemberModel> orphans) =>
        orphans.Count == 0 ? own : new(own.Concat(orphans).ToImmutableArray());
}

/// <summary>The checks and stats of assemblies that have no module of their own.</summary>
internal sealed record OrphanMembers(EquatableArray<MemberModel> Checks, EquatableArray<MemberModel> Stats)
{
    public static readonly OrphanMembers None = new(default, default);
}

using System.Reflection;
using HealthPoint.Contract;
using Microsoft.Extensions.Hosting;

namespace HealthPoint.Discovery;

/// <summary>
/// Finds the modules to begin with: those of the assemblies added by hand, and the application's own. The latter includes the
/// modules of everything that the application references.
/// </summary>
internal sealed class ModuleSource(IEnumerable<PluginAssembly> plugins, IHostEnvironment? environment = null)
{
    /// <summary>Finds the modules, the application's own first.</summary>
    /// <exception cref="InvalidOperationException">No assembly of an application has a module.</exception>
    public IReadOnlyList<HealthPointModule> Find()
    {
        var tried = new List<string>();
        var modules = new List<HealthPointModule>();

        // The application comes first. As in MVC's application parts, its name says which assembly that is, also under a test host.
        // The entry assembly is tried only where the application's assembly has no module.
        if (ModuleOf(Application(), tried) is { } application)
        {
            modules.Add(application);
        }
        else if (ModuleOf(Assembly.GetEntryAssembly(), tried) is { } entry)
        {
            modules.Add(entry);
        }

        foreach (var plugin in plugins)
        {
            modules.Add(ModuleOf(plugin.Assembly, tried) ?? throw new InvalidOperationException(
                $"HealthPoint: AddAssembly was given {plugin.Assembly.GetName().Name}, which has no health checks. " +
                "An assembly has them when it references HealthPoint.Abstractions and was compiled with its source generator."));
        }

        // Without a host, nothing says which assembly is the application: the entry assembly may be a test host's.
        return modules.Count > 0 || environment is null ? modules : throw new InvalidOperationException(
            $"HealthPoint: no health checks were found. Tried: {string.Join(", ", tried.Distinct(StringComparer.Ordinal))}. " +
            "The source generator of HealthPoint.Abstractions writes a list of checks into every application, even an empty one: reference " +
            "the package HealthPoint from the application's project and do not exclude its analyzers, or name the assembly with " +
            "AddHealthPoint().AddAssembly(assembly).");
    }

    private Assembly? Application()
    {
        if (string.IsNullOrEmpty(environment?.ApplicationName))
        {
            return null;
        }

        try
        {
            return Assembly.Load(new AssemblyName(environment.ApplicationName));
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or ArgumentException)
        {
            // An application may have any name. If that is no assembly's name, the entry assembly counts.
            return null;
        }
    }

    private static HealthPointModule? ModuleOf(Assembly? assembly, List<string> tried)
    {
        if (assembly is null)
        {
            return null;
        }

        tried.Add(assembly.GetName().Name ?? assembly.ToString());
        return assembly.GetCustomAttribute<HealthPointModuleAttribute>() is { } attribute
            ? (HealthPointModule)Activator.CreateInstance(attribute.Module)!
            : null;
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HealthPoint.Discovery;

/// <summary>Every check of the application with its registration, in the order of reports. Fixed once the application has started.</summary>
internal sealed class CheckTable
{
    private readonly Dictionary<string, Check> _byName = new(StringComparer.OrdinalIgnoreCase);

    public CheckTable(CheckRegistrations registrations, IOptions<HealthCheckServiceOptions> options)
    {
        Registrations = [.. options.Value.Registrations];
        Checks = [.. Registrations.Select(registrations.CheckOf)];
        _byName.EnsureCapacity(Checks.Count);
        foreach (var check in Checks)
        {
            if (!_byName.TryAdd(check.Name, check))
            {
                throw new InvalidOperationException(
                    $"HealthPoint: the check name '{check.Name}' stands twice: {_byName[check.Name]} and {check}. Names are compared ignoring case; give one of them another name.");
            }
        }
    }

    public IReadOnlyList<Check> Checks { get; }

    /// <summary>The registrations, parallel to <see cref="Checks"/>.</summary>
    public IReadOnlyList<HealthCheckRegistration> Registrations { get; }

    /// <summary>The check of a name, ignoring case; <see langword="null"/> where there is none.</summary>
    public Check? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Where the checks come from: <c>14 checks from 3 assemblies (Shop 9, Billing 4, AddHealthChecks 1)</c>.</summary>
    public string Summary()
    {
        var origins = Checks.GroupBy(static check => check.Origin, StringComparer.Ordinal).Select(static group => $"{group.Key} {group.Count()}").ToArray();
        return $"{Count(Checks.Count, "check", "checks")} from {Count(origins.Length, "assembly", "assemblies")} ({string.Join(", ", origins)})";
    }

    private static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}

using System.Runtime.CompilerServices;
using HealthPoint.Generator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Generator.Tests.Fuzzing;

/// <summary>Loads a compiled program and compares its catalogue, and what its checks answer, with what was written.</summary>
internal static class Execution
{
    public static async Task<string?> FaultAsync(FuzzProgram program, byte[]? image, Expectations expected)
    {
        if (image is null)
        {
            return expected.Members.IsEmpty ? null : $"There is no module, but these have no error: {expected.Names(isStat: false)} {expected.Names(isStat: true)}";
        }

        using var application = new Application(image);
        using var cancellation = new CancellationTokenSource();
        application.Cancellation = cancellation.Token;
        if (CatalogFault(application, expected) is { } fault)
        {
            return fault;
        }

        AddServices(application.Services);
        for (var index = 0; index < program.Candidates.Length; index++)
        {
            AddInstance(application, program.Candidates[index], index);
        }

        foreach (var member in expected.Members.Where(member => !expected.Duplicates.Contains($"{member.Candidate.Return.IsStat} {member.Name}".ToUpperInvariant())))
        {
            if (await FaultAsync(application, member) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    /// <summary>The catalogue holds what has no error, and nothing else.</summary>
    public static string? CatalogFault(Application application, Expectations expected)
    {
        var checks = Expectations.Join(application.Catalog.Checks.Select(static check => check.Name));
        var stats = Expectations.Join(application.Catalog.Stats.Select(static stat => stat.Name));
        return (checks, stats) == (expected.Names(isStat: false), expected.Names(isStat: true))
            ? null
            : $"Without an error are the checks [{expected.Names(isStat: false)}] and the stats [{expected.Names(isStat: true)}], but in the catalogue [{checks}] and [{stats}]";
    }

    private static async Task<string?> FaultAsync(Application application, Expectation member)
    {
        var candidate = member.Candidate;
        application.Arguments.Clear();
        foreach (var parameter in candidate.Parameters.Where(static parameter => parameter.Piece.Argument is not null))
        {
            application.Arguments[parameter.Name.TrimStart('@')] = parameter.Piece.Argument!;
        }

        var outcome = candidate.Return.Expected(candidate.Outcome);
        var detail = $"detail {member.Index}";
        try
        {
            if (candidate.Return.IsStat)
            {
                var facts = await application.RunStatAsync(member.Name);
                return outcome is not Outcome.Throws && $"{facts["detail"]}" is var fact && string.Equals(fact, detail, StringComparison.Ordinal) ? null : $"The stat '{member.Name}' answered {facts["detail"]}";
            }

            var result = await application.RunAsync(member.Name);
            return outcome is not Outcome.Throws
                && result.Status == Enum.Parse<HealthStatus>(outcome.ToString())
                && string.Equals(result.Description, candidate.Return.HasDetail ? detail : null, StringComparison.Ordinal)
                ? null
                : $"The check '{member.Name}' was written to be {outcome} and answered {result.Status} '{result.Description}'";
        }
        catch (Exception) when (candidate.Method.Shape is MethodShape.Extern)
        {
            // There is no such library; that it was looked for is what is to be seen.
            return null;
        }
        catch (InvalidOperationException exception) when (outcome is Outcome.Throws && string.Equals(exception.Message, detail, StringComparison.Ordinal))
        {
            return null;
        }
        catch (Exception exception)
        {
            return $"The check '{member.Name}' was written to be {outcome} and threw {exception}";
        }
    }

    private static void AddServices(ServiceCollection services) => services
        .AddSingleton(new FuzzService(7))
        .AddSingleton<IFuzzService>(static provider => provider.GetRequiredService<FuzzService>())
        .AddSingleton<FuzzService.Nested>()
        .AddSingleton(typeof(FuzzBox<>))
        .AddKeyedSingleton("k", new FuzzService(8))
        .AddKeyedSingleton(DayOfWeek.Friday, new FuzzService(9))
        .AddKeyedSingleton<FuzzService>(serviceKey: typeof(List<>), implementationInstance: new FuzzService(10))
        .AddKeyedSingleton<string>("k", "keyed");

    /// <summary>Registers an instance of the host where nobody can construct one.</summary>
    private static void AddInstance(Application application, Candidate candidate, int index)
    {
        if (candidate.IsStatic || !(candidate.NeedsImplementation || candidate.Host.Constructor.IsHidden))
        {
            return;
        }

        var name = candidate.HostName(index);
        if (application.Assembly.GetType(name) is { IsGenericType: false } host
            && application.Assembly.GetType(candidate.NeedsImplementation ? $"{name}Impl" : name) is { IsAbstract: false } implementation)
        {
            application.Services.AddSingleton(host, RuntimeHelpers.GetUninitializedObject(implementation));
        }
    }
}

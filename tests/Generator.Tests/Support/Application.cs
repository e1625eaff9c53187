using System.Reflection;
using System.Runtime.Loader;
using HealthPoint.Contract;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>An assembly that was compiled by a test, loaded with what it references, and ready to run its checks.</summary>
internal sealed class Application : IDisposable
{
    private readonly AssemblyLoadContext _context = new(name: null, isCollectible: true);

    public Application(Generated generated, params ReadOnlySpan<byte[]> dependencies)
        : this(generated.Image(), dependencies)
    {
    }

    public Application(byte[] image, params ReadOnlySpan<byte[]> dependencies)
    {
        foreach (var dependency in dependencies)
        {
            Load(dependency);
        }

        Assembly = Load(image);
        var module = Assembly.GetCustomAttribute<HealthPointModuleAttribute>();
        Assert.NotNull(module);
        Assert.Equal(HealthPointModule.ContractVersion, module.ContractVersion);
        Catalog.Include((HealthPointModule)Activator.CreateInstance(module.Module)!);
    }

    public Assembly Assembly { get; }

    public Catalog Catalog { get; } = new();

    public ServiceCollection Services { get; } = [];

    /// <summary>The configuration of all checks and stats: parameter to text.</summary>
    public Dictionary<string, string> Arguments { get; } = new(StringComparer.Ordinal);

    public CancellationToken Cancellation { get; set; }

    public HealthCheckDescriptor Check(string name) =>
        Assert.Single(Catalog.Checks, check => string.Equals(check.Name, name, StringComparison.Ordinal));

    /// <summary>Runs a check as the runtime does: a scope, parsed arguments, and a run that disposes what it made.</summary>
    public async Task<HealthCheckResult> RunAsync(string name)
    {
        var check = Check(name);
        await using var provider = Services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await using var run = Run(check, scope.ServiceProvider);
        return await check.Module.RunCheckAsync(check.Index, run);
    }

    public async Task<IReadOnlyDictionary<string, object?>> RunStatAsync(string name)
    {
        var stat = Assert.Single(Catalog.Stats, stat => string.Equals(stat.Name, name, StringComparison.Ordinal));
        await using var provider = Services.BuildServiceProvider();
        await using var run = Run(stat, provider);
        return await stat.Module.RunStatAsync(stat.Index, run);
    }

    public void Dispose() => _context.Unload();

    private Assembly Load(byte[] image)
    {
        using var stream = new MemoryStream(image);
        return _context.LoadFromStream(stream);
    }

    // Of the rules about the application's own instance, the first is enough here; the tests of the runtime have them all.
    private HealthInvocation Run(HealthMemberDescriptor member, IServiceProvider services) => new(services, Values(member), Cancellation)
    {
        Instance = member.InstanceType is { } type ? services.GetService(type) : null,
    };

    private object?[] Values(HealthMemberDescriptor member) =>
    [
        .. member.Arguments.Select(argument => Arguments.TryGetValue(argument.Name, out var text)
            ? argument.Parse(text)
            : argument.HasDefault ? argument.Default : throw new InvalidOperationException($"No value for {argument.Name}.")),
    ];
}

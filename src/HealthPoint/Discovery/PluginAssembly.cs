using System.Reflection;

namespace HealthPoint.Discovery;

/// <summary>An assembly that <c>AddAssembly</c> named.</summary>
internal sealed record PluginAssembly(Assembly Assembly);

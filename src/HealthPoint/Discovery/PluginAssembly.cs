using System.Reflection;

namespace HealthPoint;

/// <summary>An assembly that <c>AddAssembly</c> named.</summary>
internal sealed record PluginAssembly(Assembly Assembly);

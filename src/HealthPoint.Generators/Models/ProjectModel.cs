namespace HealthPoint.Generators.Models;

/// <summary>What the generator must know of the project itself.</summary>
/// <param name="AssemblyName">The assembly's name.</param>
/// <param name="IsExecutable">Whether the project is an application, which always has a module.</param>
/// <param name="SeesContract">Whether the project references the contract that generated code is written against.</param>
internal sealed record ProjectModel(string AssemblyName, bool IsExecutable, bool SeesContract);

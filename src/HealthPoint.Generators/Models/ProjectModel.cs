namespace HealthPoint.Generators.Models;

/// <summary>What the generator must know of the project itself.</summary>
/// <param name="AssemblyName">The assembly's name.</param>
/// <param name="IsExecutable">Whether the project is an application, which always has a module.</param>
/// <param name="ContractVersion">The version of the contract that the project references; 0 where there is none.</param>
internal sealed record ProjectModel(string AssemblyName, bool IsExecutable, int ContractVersion)
{
    /// <summary>The version of the contract that generated code is written against.</summary>
    public const int NeededContract = 1;

    public bool SeesContract => ContractVersion >= NeededContract;

    /// <summary>
    /// Whether the module of a reference can be included. A module for an older contract keeps working, since the contract only
    /// grows. A module for a newer contract may need what this project's runtime lacks.
    /// </summary>
    public bool Understands(ReferenceModel reference) => reference.ContractVersion <= ContractVersion;
}

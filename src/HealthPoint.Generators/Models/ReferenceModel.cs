namespace HealthPoint.Generators.Models;

/// <summary>A referenced assembly with checks: either it has a module, or it was built without the generator.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Module">The full name of its module.</param>
/// <param name="ContractVersion">The version of the contract that the module was generated for; 0 where there is none.</param>
/// <param name="Orphans">The methods that bear our attributes where there is no module.</param>
internal sealed record ReferenceModel(string Assembly, string? Module, int ContractVersion, EquatableArray<OrphanModel> Orphans)
{
    public static int Compare(ReferenceModel left, ReferenceModel right)
    {
        var order = string.CompareOrdinal(left.Module, right.Module);
        return order != 0 ? order : string.CompareOrdinal(left.Assembly, right.Assembly);
    }
}

/// <summary>A method (with all its overloads) that bears one of our attributes in an assembly without a module.</summary>
/// <param name="Type">The metadata name of its type: <c>Namespace.Outer+Inner</c>.</param>
/// <param name="Method">The method's name.</param>
internal sealed record OrphanModel(string Type, string Method);

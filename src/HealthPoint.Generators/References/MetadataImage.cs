using System.Collections.Immutable;
using System.Reflection.Metadata;
using HealthPoint.Generators.Models;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.References;

/// <summary>Looks for our attributes in the metadata of an assembly.</summary>
internal static class MetadataImage
{
    public static ReferenceModel? Read(PortableExecutableReference image)
    {
        try
        {
            return image.GetMetadata() is AssemblyMetadata assembly && assembly.GetModules() is [var module, ..]
                ? Read(module.GetMetadataReader())
                : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The compiler reports what it cannot read. No exception from a reference may cost the project its own checks.
            return null;
        }
    }

    private static ReferenceModel? Read(MetadataReader reader)
    {
        // Nearly every reference ends here, since an assembly cannot bear attributes of another that it does not reference.
        if (!reader.IsAssembly || !ReferencesAbstractions(reader))
        {
            return null;
        }

        var definition = reader.GetAssemblyDefinition();
        var name = reader.GetString(definition.Name);
        foreach (var handle in definition.GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (IsOurs(reader, attribute, "HealthPoint.Contract", "HealthPointModuleAttribute") && Module(reader, attribute) is ({ } module, var version))
            {
                return new(name, module, version, default);
            }
        }

        var orphans = Orphans(reader);
        return orphans.Count > 0 ? new(name, Module: null, ContractVersion: 0, orphans) : null;
    }

    private static bool ReferencesAbstractions(MetadataReader reader)
    {
        foreach (var handle in reader.AssemblyReferences)
        {
            if (reader.StringComparer.Equals(reader.GetAssemblyReference(handle).Name, "HealthPoint.Abstractions"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Reads the attribute's arguments. The first, a type, is stored as a serialized name: <c>Namespace.Type</c>, perhaps with an
    /// assembly behind a comma. The second is the contract's version.
    /// </summary>
    private static (string? Name, int ContractVersion) Module(MetadataReader reader, CustomAttribute attribute)
    {
        const ushort prolog = 1;
        var value = reader.GetBlobReader(attribute.Value);
        return value.ReadUInt16() == prolog
            ? (value.ReadSerializedString()?.Split(',')[0].Trim(), value.RemainingBytes >= sizeof(int) ? value.ReadInt32() : 0)
            : default;
    }

    private static EquatableArray<OrphanModel> Orphans(MetadataReader reader)
    {
        var orphans = new HashSet<OrphanModel>();
        foreach (var handle in reader.CustomAttributes)
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Parent.Kind is HandleKind.MethodDefinition
                && (IsOurs(reader, attribute, "HealthPoint", "HealthCheckAttribute") || IsOurs(reader, attribute, "HealthPoint", "HealthStatAttribute")))
            {
                var method = reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Parent);
                var orphan = new OrphanModel(TypeName(reader, method.GetDeclaringType()), reader.GetString(method.Name));

                // Compilers put local functions, lambdas, file-local types and extension blocks under names like `<M>g__Local|0`.
                if (!orphan.Type.Contains('<') && !orphan.Method.Contains('<'))
                {
                    orphans.Add(orphan);
                }
            }
        }

        return new(orphans.ToImmutableArray());
    }

    private static bool IsOurs(MetadataReader reader, CustomAttribute attribute, string scope, string name)
    {
        if (attribute.Constructor.Kind is not HandleKind.MemberReference)
        {
            return false;
        }

        var parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind is not HandleKind.TypeReference)
        {
            return false;
        }

        var type = reader.GetTypeReference((TypeReferenceHandle)parent);
        return reader.StringComparer.Equals(type.Name, name) && reader.StringComparer.Equals(type.Namespace, scope);
    }

    private static string TypeName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        var outer = type.GetDeclaringType();
        if (!outer.IsNil)
        {
            return $"{TypeName(reader, outer)}+{name}";
        }

        return type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}";
    }
}

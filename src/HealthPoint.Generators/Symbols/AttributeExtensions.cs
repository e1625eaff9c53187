using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Symbols;

/// <summary>The attributes that the rules know.</summary>
internal static class AttributeExtensions
{
    /// <summary>The id that the SDK's analyzer reports where a project uses a preview API without having asked for it.</summary>
    private const string PreviewId = "CA2252";

    extension(ISymbol symbol)
    {
        /// <summary>The attribute of that name, if the symbol bears it.</summary>
        public AttributeData? Attribute(string scope, string name)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                if (attribute.AttributeClass?.Is(scope, name) == true)
                {
                    return attribute;
                }
            }

            return null;
        }

        /// <summary><c>[Obsolete(…, error: true)]</c>. A use is CS0619, which no pragma silences.</summary>
        public AttributeData? ObsoleteError =>
            symbol.Attribute("System", "ObsoleteAttribute") is { ConstructorArguments: [_, { Value: true }] } attribute
                ? attribute
                : null;

        /// <summary>
        /// The ids of the warnings that any use raises: from <c>[Experimental]</c>, or from an <c>[Obsolete]</c> with an id of its own.
        /// </summary>
        public IEnumerable<string> WarningIds
        {
            get
            {
                foreach (var attribute in symbol.GetAttributes())
                {
                    if (attribute.AttributeClass?.Is("System.Diagnostics.CodeAnalysis", "ExperimentalAttribute") == true
                        && attribute.ConstructorArguments is [{ Value: string experimental }])
                    {
                        yield return experimental;
                    }
                    else if (attribute.AttributeClass?.Is("System", "ObsoleteAttribute") == true
                        && attribute.NamedArgument("DiagnosticId") is { Value: string obsolete })
                    {
                        yield return obsolete;
                    }
                    else if (attribute.AttributeClass?.Is("System.Runtime.Versioning", "RequiresPreviewFeaturesAttribute") == true)
                    {
                        yield return PreviewId;
                    }
                }
            }
        }

        /// <summary>The id of the warning that uses of an experimental API, or of a preview one, raise.</summary>
        public string? ExperimentalId =>
            symbol.Attribute("System.Diagnostics.CodeAnalysis", "ExperimentalAttribute") is { ConstructorArguments: [{ Value: string id }] }
                ? id
                : symbol.Attribute("System.Runtime.Versioning", "RequiresPreviewFeaturesAttribute") is null ? null : PreviewId;
    }

    extension(AttributeData attribute)
    {
        /// <summary>The value of a property that the attribute sets, or <see langword="null"/> where it is not written.</summary>
        public TypedConstant? NamedArgument(string name)
        {
            foreach (var argument in attribute.NamedArguments)
            {
                if (string.Equals(argument.Key, name, StringComparison.Ordinal))
                {
                    return argument.Value;
                }
            }

            return null;
        }

        /// <summary>The number that a property is set to.</summary>
        public double? Number(string name) => attribute.NamedArgument(name) is { Kind: TypedConstantKind.Primitive, Value: double number } ? number : null;

        /// <summary>The texts of a list, each with its place in the list. The compiler reports what is no constant.</summary>
        public IEnumerable<(string? Text, int Index)> Texts(string name)
        {
            if (attribute.NamedArgument(name) is not { Kind: TypedConstantKind.Array, IsNull: false, Values: var values })
            {
                yield break;
            }

            for (var i = 0; i < values.Length; i++)
            {
                if (values[i].Kind is TypedConstantKind.Primitive)
                {
                    yield return (values[i].Value as string, i);
                }
            }
        }
    }

    extension(IMethodSymbol constructor)
    {
        public bool IsPreferredConstructor =>
            constructor.Attribute("Microsoft.Extensions.DependencyInjection", "ActivatorUtilitiesConstructorAttribute") is not null;

        public bool SetsRequiredMembers =>
            constructor.Attribute("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") is not null;
    }

    extension(IParameterSymbol parameter)
    {
        public AttributeData? FromKeyedServices =>
            parameter.Attribute("Microsoft.Extensions.DependencyInjection", "FromKeyedServicesAttribute");
    }
}

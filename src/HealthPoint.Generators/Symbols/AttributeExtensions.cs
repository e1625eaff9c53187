using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Symbols;

/// <summary>The attributes that the rules know.</summary>
internal static class AttributeExtensions
{
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

        /// <summary><c>[Obsolete(…, error: true)]</c>: CS0619, which no pragma silences.</summary>
        public AttributeData? ObsoleteError =>
            symbol.Attribute("System", "ObsoleteAttribute") is { ConstructorArguments: [_, { Value: true }] } attribute
                ? attribute
                : null;

        /// <summary>The id of the warning that any use raises: an <c>[Experimental]</c> one, or an <c>[Obsolete]</c> one with an id of its own.</summary>
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
                }
            }
        }
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

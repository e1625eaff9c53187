using System.Reflection;
using Microsoft.CodeAnalysis;
using Xunit;

namespace HealthPoint.Generator.Tests.Support;

/// <summary>Walks all that a pipeline step keeps, and refuses what would keep a compilation alive or make it unequal.</summary>
internal static class ModelWalk
{
    public static void AssertPlain(object? value, string step) => Walk(value, step, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or Compilation or Diagnostic
                or DiagnosticDescriptor or MetadataReference or AttributeData or SemanticModel or Delegate,
            $"{path} holds a {value.GetType()}.");
        if (value is Array items)
        {
            foreach (var item in items)
            {
                Walk(item, $"{path}[]", seen);
            }
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            foreach (var field in type.GetFields(own).Where(static field => !field.FieldType.IsPointer))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}

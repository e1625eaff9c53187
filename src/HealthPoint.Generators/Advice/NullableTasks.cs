using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether the method says that it may return no task: HP025.</summary>
internal static class NullableTasks
{
    public static void Review(AcceptedMethod accepted)
    {
        if (accepted.Method.ReturnType is { IsTask: true, IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } type)
        {
            accepted.Tell(Rules.NullableTask, Squiggles.ReturnType(accepted.Method), type.ForPeople);
        }
    }
}

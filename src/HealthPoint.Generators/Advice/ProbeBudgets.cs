using System.Globalization;
using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Parsing;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis.Diagnostics;

namespace HealthPoint.Generators.Advice;

/// <summary>Whether the checks of a probe fit into the time that the probe waits: HP061.</summary>
internal static class ProbeBudgets
{
    private const double Default = 1;

    public static void Review(CollectedChecks checks, CompilationAnalysisContext context)
    {
        if (checks.All.Count == 0)
        {
            return;
        }

        foreach (var attribute in context.Compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.Is("HealthPoint", "HealthProbeBudgetAttribute") == true
                && attribute.ConstructorArguments is [{ Value: string tag }]
                && (attribute.Number("Seconds") ?? Default) is > 0 and var seconds)
            {
                Review(checks, tag, seconds, context);
            }
        }
    }

    private static void Review(CollectedChecks checks, string tag, double budget, CompilationAnalysisContext context)
    {
        foreach (var check in checks.All)
        {
            var deadline = new Deadline(check);
            if (deadline.IsWaitedFor && deadline.Seconds > budget && check.Bears(tag))
            {
                check.Tell(
                    context,
                    Rules.Deadline,
                    Squiggles.Argument(check.Attribute, "TimeoutSeconds"),
                    deadline.Text,
                    $"the probe '{tag}' waits {Deadline.Of(budget)} only",
                    $"Set TimeoutSeconds to {budget.ToString(CultureInfo.InvariantCulture)} or less, set RefreshSeconds, or raise the HealthProbeBudget of '{tag}'");
            }
        }
    }
}

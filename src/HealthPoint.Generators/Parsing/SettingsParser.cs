using System.Collections.Immutable;
using System.Globalization;
using HealthPoint.Generators.Diagnostics;
using HealthPoint.Generators.Models;
using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Parsing;

/// <summary>Reads what an attribute says: HP040, HP042, HP044 and HP045.</summary>
internal static class SettingsParser
{
    private const int LongestName = 128;
    private const double LongestTimeout = 3600;

    // A time shorter than a tick is zero at run time.
    private const double ShortestTime = 1e-7;

    /// <summary>Reads one attribute.</summary>
    /// <returns>What it says, or <see langword="null"/> where a rule fired.</returns>
    public static Settings? Parse(IMethodSymbol method, AttributeData attribute, Problems problems)
    {
        var written = attribute.ConstructorArguments is [{ Value: string given }] ? given : null;
        var name = written ?? method.DottedName;
        var isValid = true;
        if (Fault(name) is { } fault)
        {
            Refuse(
                Rules.Name,
                written is null ? Squiggles.Attribute(attribute) : Squiggles.Argument(attribute, property: null),
                fault);
        }

        var settings = ImmutableArray.CreateBuilder<SettingModel>(attribute.NamedArguments.Length);
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Value is { Kind: TypedConstantKind.Error } || settings.Any(setting => string.Equals(setting.Property, argument.Key, StringComparison.Ordinal)))
            {
                // The compiler reports CS0182 for a value that is no constant, and CS0643 for a property that is set twice.
                continue;
            }

            // An array has no single value, and asking for it throws.
            var value = argument.Value.Kind is TypedConstantKind.Array ? null : argument.Value.Value;
            if (Expectation(argument.Key, value) is { } expectation)
            {
                Refuse(
                    Rules.Number,
                    Squiggles.Argument(attribute, argument.Key),
                    argument.Key,
                    Convert.ToString(value, CultureInfo.InvariantCulture),
                    expectation);
            }
            else if (argument.Key is "FailureStatus" && value is not (0 or 1))
            {
                Refuse(
                    Rules.FailureStatus,
                    Squiggles.Argument(attribute, argument.Key),
                    value is 2 ? "Healthy" : $"the undefined value {Convert.ToString(value, CultureInfo.InvariantCulture)}");
            }
            else if (!argument.Value.IsNull)
            {
                settings.Add(new(argument.Key, Literals.Of(argument.Value)));
            }
        }

        if (attribute.NamedArgument("FailureThreshold") is { Value: int and > 1 and var threshold }
            && attribute.Number("CacheSeconds") is >= 0 and < ShortestTime
            && attribute.NamedArgument("RefreshSeconds") is null)
        {
            Refuse(
                Rules.ThresholdWithoutPace,
                Squiggles.Argument(attribute, "FailureThreshold"),
                threshold.ToString(CultureInfo.InvariantCulture));
        }

        return isValid ? new(name, settings.ToEquatable()) : null;

        void Refuse(DiagnosticDescriptor rule, Squiggle squiggle, params string[] more)
        {
            isValid = false;
            problems.Add(rule, squiggle, [method.ForPeople, .. more]);
        }
    }

    private static string? Fault(string name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "is empty",
        { Length: > LongestName } => $"has {name.Length.ToString(CultureInfo.InvariantCulture)} characters",
        _ when name.Any(char.IsControl) => "has a control character",
        // A name is a segment of a URL, and a section of the configuration, where `:` and `__` separate sections.
        _ when name.Contains('/') => "has a '/'",
        _ when name.Contains(':') => "has a ':'",
        _ when name.Contains("__") => "has a '__'",
        _ => null,
    };

    /// <summary>What a number has to be; <see langword="null"/> where it is that.</summary>
    private static string? Expectation(string property, object? value) => (property, value) switch
    {
        ("TimeoutSeconds", double seconds) when !(seconds > 0 && seconds <= LongestTimeout) =>
            "more than 0 and at most 3600 seconds",
        ("CacheSeconds", double seconds) when !(seconds >= 0 && !double.IsInfinity(seconds)) =>
            "0 or a finite number of seconds",
        ("RefreshSeconds", double seconds) when !(seconds > 0 && !double.IsInfinity(seconds)) =>
            "a finite number of seconds above 0",
        ("FailureThreshold", int runs) when runs < 1 =>
            "1 run or more",
        _ => null,
    };
}

/// <summary>What an attribute says: the name, and the properties that it sets.</summary>
internal sealed record Settings(string Name, EquatableArray<SettingModel> Written);

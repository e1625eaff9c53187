namespace HealthPoint.Generators.Models;

/// <summary>One parameter of a check, a stat or a constructor.</summary>
/// <param name="Source">Where its value comes from.</param>
/// <param name="Type">Its type in C#.</param>
/// <param name="Name">Its name, which is the configuration key of an argument.</param>
/// <param name="Key">The key of a keyed service in C#.</param>
/// <param name="Default">Its default value in C#.</param>
/// <param name="Reader">For an argument, the contract's factory that knows how to read it: <c>Number&lt;int&gt;</c>.</param>
internal sealed record ParameterModel(
    ParameterSource Source,
    string Type,
    string Name = "",
    string? Key = null,
    string? Default = null,
    string? Reader = null);

/// <summary>Where the value of a parameter comes from.</summary>
internal enum ParameterSource
{
    Service,
    KeyedService,
    ServiceProvider,
    Cancellation,
    Argument,
}

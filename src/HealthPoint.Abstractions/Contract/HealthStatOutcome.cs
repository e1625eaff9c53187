using System.ComponentModel;
using System.Text.Json.Nodes;

namespace HealthPoint.Contract;

/// <summary>Turns whatever a stat method returns into its facts; see <see cref="HealthOutcome"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HealthStatOutcome
{
    private const string Null = "The stat returned null.";

    // Nullable-oblivious, because a dictionary of object and one of object? are both welcome and cannot be two overloads.
#nullable disable annotations

    /// <summary>The facts of a dictionary.</summary>
    /// <param name="facts">What the method returned.</param>
    /// <returns>The facts.</returns>
    public static ValueTask<IReadOnlyDictionary<string, object>> From(IReadOnlyDictionary<string, object> facts) =>
        new(facts ?? throw new InvalidOperationException(Null));

    /// <summary>The facts of a task of a dictionary.</summary>
    /// <param name="facts">What the method returned.</param>
    /// <returns>The facts.</returns>
    public static async ValueTask<IReadOnlyDictionary<string, object>> From(Task<IReadOnlyDictionary<string, object>> facts) =>
        await (facts ?? throw new InvalidOperationException(Null)).ConfigureAwait(false) ?? throw new InvalidOperationException(Null);

    /// <summary>The facts of a task of a dictionary.</summary>
    /// <param name="facts">What the method returned.</param>
    /// <returns>The facts.</returns>
    public static async ValueTask<IReadOnlyDictionary<string, object>> From(ValueTask<IReadOnlyDictionary<string, object>> facts) =>
        await facts.ConfigureAwait(false) ?? throw new InvalidOperationException(Null);

    /// <summary>The facts of a JSON object.</summary>
    /// <param name="facts">What the method returned.</param>
    /// <returns>The facts.</returns>
    public static ValueTask<IReadOnlyDictionary<string, object>> From(JsonObject facts) => new(Facts(facts));

    /// <summary>The facts of a task of a JSON object.</summary>
    /// <param name="facts">What the method returned.</param>
    /// <returns>The facts.</returns>
    public static async ValueTask<IReadOnlyDictionary<string, object>> From(Task<JsonObject> facts) =>
        Facts(await (facts ?? throw new InvalidOperationException(Null)).ConfigureAwait(false));

    /// <summary>The facts of a task of a JSON object.</summary>
    /// <param name="facts">What the method returned.</param>
    /// <returns>The facts.</returns>
    public static async ValueTask<IReadOnlyDictionary<string, object>> From(ValueTask<JsonObject> facts) =>
        Facts(await facts.ConfigureAwait(false));

    private static Dictionary<string, object> Facts(JsonObject facts) =>
        (facts ?? throw new InvalidOperationException(Null))
            .ToDictionary(static fact => fact.Key, static fact => (object)fact.Value, StringComparer.Ordinal);

#nullable restore annotations
}

using System.Globalization;

namespace HealthPoint.Generator.Tests.Documents;

/// <summary>A piece of a document that claims to work: a fenced block, or code in a table.</summary>
/// <param name="Place">The document and the line: <c>dialects.md:6</c>.</param>
/// <param name="Language">The language of the block, as the fence names it; that of a cell is found by <see cref="Cell"/>.</param>
/// <param name="Text">The code.</param>
internal sealed record Snippet(string Place, string Language, string Text)
{
    public int Line => int.Parse(Place.Split(':')[1].Split('.')[0], CultureInfo.InvariantCulture);

    /// <summary>A piece of code within a table, which says nothing of its language.</summary>
    public static Snippet Cell(string place, string text) => new(place, LanguageOf(text), text);

    private static string LanguageOf(string text) => text switch
    {
        ['{' or '"', ..] => "json",
        _ when text.Split('=')[0] is var key && key.Contains("__", StringComparison.Ordinal) && key.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_') => "sh",
        _ when text.StartsWith("curl ", StringComparison.Ordinal) => "sh",
        _ => "csharp",
    };
}

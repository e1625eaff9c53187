using System.Text;

namespace HealthPoint.Samples;

/// <summary>The README's fenced blocks, in their order.</summary>
internal sealed record Readme(string Language, string Text)
{
    public static IReadOnlyList<Readme> Blocks { get; } = [.. Parse(Resource("README.md"))];

    /// <summary>A file that is embedded into the tests.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(Readme).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static IEnumerable<Readme> Parse(string markdown)
    {
        string? language = null;
        var text = new StringBuilder();
        foreach (var line in markdown.Split('\n'))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Append(line).Append('\n');
                continue;
            }

            if (language is not null)
            {
                yield return new Readme(language, text.ToString());
            }

            language = language is null ? line[3..] : null;
            text.Clear();
        }
    }
}

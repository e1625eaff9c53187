using System.Text;

namespace HealthPoint.Formats;

/// <summary>
/// The keys of one JSON object. Invariant: none is given out twice, since parsers do not agree on what that means, and
/// strict ones refuse the whole text.
/// </summary>
internal sealed class JsonKeys
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The name as it is written, since half a pair of surrogates reads like any other.</summary>
    public static string WellFormed(string name) =>
        name.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) : name;

    /// <summary>Takes a name, unless it is taken.</summary>
    /// <param name="name">The name, well-formed.</param>
    public bool TryTake(string name) => _taken.Add(name);

    /// <summary>The name as a key; where it is taken, with a number behind it.</summary>
    public string Take(string name)
    {
        name = WellFormed(name);
        var key = name;
        for (var number = 2; !TryTake(key); number++)
        {
            key = $"{name} ({number})";
        }

        return key;
    }
}

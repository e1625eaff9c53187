using System.Text;

namespace HealthPoint.Formats;

/// <summary>
/// The keys of one JSON object. Invariant: no key is given out twice. Parsers do not agree on what a repeated key means, and
/// strict parsers refuse the whole text.
/// </summary>
internal sealed class JsonKeys
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The name as it will be written. Any unpaired surrogate is written as the same replacement character.</summary>
    public static string WellFormed(string name) =>
        name.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)) : name;

    /// <summary>Takes a name, unless it is taken already.</summary>
    /// <param name="name">The name, well-formed.</param>
    public bool TryTake(string name) => _taken.Add(name);

    /// <summary>The name as a key. If the name is taken already, a number is appended.</summary>
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

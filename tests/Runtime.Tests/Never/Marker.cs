using System.Globalization;
using System.Text;

namespace HealthPoint.Tests.Never;

/// <summary>A word that no answer may contain, however it is encoded.</summary>
internal sealed class Marker
{
    private readonly (string Name, byte[] Bytes)[] _anyCase, _exact;

    public Marker(string text)
    {
        Text = text;
        var lower = text.ToLowerInvariant();
        _anyCase =
        [
            ("as it is", Encoding.ASCII.GetBytes(lower)),
            ("reversed", Encoding.ASCII.GetBytes([.. lower.Reverse()])),
            ("in hex", Each(static letter => $"{(int)letter:x2}")),
            ("in hex with dashes", Each(static letter => $"{(int)letter:x2}-")[..^1]),
            ("percent-encoded", Each(static letter => $"%{(int)letter:x2}")),
            ("JSON-escaped", Each(static letter => $"\\u{(int)letter:x4}")),
            ("HTML-escaped", Each(static letter => $"&#x{(int)letter:x};")),
            ("HTML-escaped in decimals", Each(static letter => string.Create(CultureInfo.InvariantCulture, $"&#{(int)letter};"))),
            ("with bytes of zero between", Encoding.Unicode.GetBytes(lower)[..^1]),
        ];
        _exact = [.. Enumerable.Range(0, 3).SelectMany(before => new[] { ("in base64", Base64(Encoding.ASCII.GetBytes(text), before)), ("in base64 as UTF-16", Base64(Encoding.Unicode.GetBytes(text), before)) })];

        // These forms hold the numbers of the letters, so the letters keep their case here.
        byte[] Each(Func<char, string> write) => Encoding.ASCII.GetBytes(string.Concat(text.Select(write)));
    }

    public string Text { get; }

    /// <summary>The form in which the word stands in the bytes; <see langword="null"/> where it does not.</summary>
    public string? FindIn(ReadOnlySpan<byte> bytes)
    {
        foreach (var (name, form) in _exact)
        {
            if (bytes.IndexOf(form) >= 0)
            {
                return name;
            }
        }

        var lower = bytes.ToArray();
        for (var i = 0; i < lower.Length; i++)
        {
            lower[i] = lower[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(lower[i] | 0x20) : lower[i];
        }

        foreach (var (name, form) in _anyCase)
        {
            if (lower.AsSpan().IndexOf(form) >= 0)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The part of the word's base64 that does not depend on the bytes around the word.</summary>
    private static byte[] Base64(byte[] word, int before)
    {
        var whole = Convert.ToBase64String([.. new byte[before], .. word]);
        var first = ((before * 8) + 5) / 6;
        var last = (before + word.Length) * 8 / 6;
        return Encoding.ASCII.GetBytes(whole[first..last]);
    }
}

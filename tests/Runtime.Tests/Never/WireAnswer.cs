using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace HealthPoint.Tests.Never;

/// <summary>All bytes that came back, those of interim answers included.</summary>
internal sealed class WireAnswer
{
    private readonly string _head;
    private readonly int _body;

    /// <summary>Takes what was read.</summary>
    /// <param name="bytes">Every byte.</param>
    /// <param name="head">Where the headers of the last answer begin.</param>
    /// <param name="body">Where those headers end.</param>
    public WireAnswer(byte[] bytes, int head, int body)
    {
        Bytes = bytes;
        _head = Encoding.Latin1.GetString(bytes, head, body - head);
        _body = body;
        Status = int.Parse(_head.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
    }

    public byte[] Bytes { get; }

    public int Status { get; }

    /// <summary>Whether the server closes the connection after this answer.</summary>
    public bool IsLast => Header("Connection") is "close";

    public string Text => Encoding.Latin1.GetString(Bytes);

    /// <summary>Every byte except the value of the <c>Date</c> header.</summary>
    public string TextWithoutDate => Header("Date") is { } date ? Text.Replace(date, "", StringComparison.Ordinal) : Text;

    /// <summary>The body as a client reads it: put together where it came in chunks, and decompressed.</summary>
    public byte[] Body
    {
        get
        {
            var sent = Header("Transfer-Encoding") is "chunked" ? Unchunked() : Bytes[_body..];
            using var packed = new MemoryStream(sent);
            using Stream? unpacking = sent.Length == 0 ? null : Header("Content-Encoding") switch
            {
                "gzip" => new GZipStream(packed, CompressionMode.Decompress),
                "br" => new BrotliStream(packed, CompressionMode.Decompress),
                "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
                _ => null,
            };
            using var unpacked = new MemoryStream();
            (unpacking ?? packed).CopyTo(unpacked);
            return unpacked.ToArray();
        }
    }

    public string? Header(string name) => _head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    private byte[] Unchunked()
    {
        var whole = new List<byte>();
        for (var at = _body; at < Bytes.Length;)
        {
            var line = Bytes.AsSpan(at).IndexOf("\r\n"u8);
            var length = int.Parse(Encoding.ASCII.GetString(Bytes, at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                break;
            }

            whole.AddRange(Bytes.AsSpan(at + line + 2, length));
            at += line + 2 + length + 2;
        }

        return [.. whole];
    }
}

using System.Net;
using System.Text;
using System.Text.Json;

namespace HealthPoint.Tests.Never;

public sealed class MarkerTests
{
    private const string Word = "zq7Vleakxw";

    public static TheoryData<string> Forms => new(
    [
        Word,
        "\"" + Word.ToUpperInvariant() + "\"",
        new string([.. Word.Reverse()]),
        Convert.ToHexString(Encoding.UTF8.GetBytes("a" + Word)),
        BitConverter.ToString(Encoding.UTF8.GetBytes(Word)),
        string.Concat(Encoding.UTF8.GetBytes(Word).Select(static letter => $"%{letter:X2}")),
        string.Concat(Word.Select(static letter => $"\\u{(int)letter:X4}")),
        string.Concat(Word.Select(static letter => $"&#{(int)letter};")),
        JsonSerializer.Serialize("é" + Word),
        WebUtility.UrlEncode("é" + Word),
        Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Word)),
        Encoding.Latin1.GetString(Encoding.BigEndianUnicode.GetBytes(Word)),
        .. Enumerable.Range(0, 4).SelectMany(static before => new[]
        {
            Convert.ToBase64String(Encoding.UTF8.GetBytes("john"[..before] + Word + "doe")),
            Convert.ToBase64String(Encoding.Unicode.GetBytes("john"[..before] + Word)),
        }),
    ]);

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_marker_is_found_however_it_is_written(string text) =>
        Assert.NotNull(new Marker(Word).FindIn(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\n\r\n{{{text}}}")));

    [Fact]
    public void A_marker_is_not_found_where_it_is_not() =>
        Assert.Null(new Marker(Word).FindIn("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"zq7\":\"leakxw\"}"u8));
}

using System.Globalization;
using System.Text;

namespace HealthPoint.Tests.Never;

/// <summary>
/// Draws requests that hardly any client would send. The same number always draws the same request, so that one of 100,000
/// can be asked alone.
/// </summary>
/// <param name="seed">The number.</param>
internal sealed class Mutations(int seed)
{
    private static readonly string[] Targets =
    [
        "/health/", "/-/alive/", "/-/health/", "/__heartbeat__", "/__lbheartbeat__", "/__version__", "/livez", "/readyz", "/startupz",
        "/livez/well", "/readyz/failing", "/startupz/warned", "/open/health/", "/open/livez", "/open/livez/well", "/tenants/one/health/", "/tenants/one/livez/well", "/elsewhere",
    ];

    private static readonly string[] Words =
    [
        "", "well", "failing", "warned", "live", "ready", "json", "text", "ui", "health", "openmetrics", "nobody", "%00", "%", "%2", "%zz", "%25%30%30", "%ff", "%c0%af", "%ed%a0%80", "%f4%90%80%80", "%F0%9F%A9%BA",
        "%2e%2e", "..", ".", "%2F", "%5c", "\\", "%0d%0a", "%u0041", "+", "%20", "a%00b", "-1", "99999999999999999999", "%22", "'", "<", "{}", "[]", "a[]", "a[b]", "*", "~", "|", "^", "`",
    ];

    private static readonly string[] Names =
    [
        "Authorization", "Accept", "Host", "X-Health", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Origin", "Accept-Encoding", "Range", "If-None-Match", "If-Modified-Since", "Cookie",
        "Content-Type", "Expect", "Upgrade", "Connection", "Keep-Alive", "TE", "Trailer", "Referer", "User-Agent", "Accept-Charset", "Accept-Language", "Cache-Control", "traceparent", "tracestate",
        "baggage", "Correlation-Context", "Access-Control-Request-Method", "X-HTTP-Method-Override", "Proxy-Authorization", "Max-Forwards", "Via", "HTTP2-Settings", ":path", "X", "Date", "Alt-Used", "Sec-WebSocket-Key",
    ];

    private static readonly string[] Values =
    [
        "", " ", "*/*", "text/plain", "application/json;q=0", "application/health+json", "application/openmetrics-text; version=1.0.0", "a/b;q=1;q=0;q=x,,;,", ";;;", "text/plain;charset=\"", "q=1", "*/*;q=0.1234567890",
        "localhost", "localhost:80", "localhost:x", "evil.example", "[::1]", "[", "a b", "xn--", "é.example", "\u0001", "\u007f", "\"", "(", "bytes=0-1", "bytes=x", "W/\"x\"", "*", "Sat, 99 Foo 2000", "gzip;q=nan, br",
        "100-continue", "websocket", "h2c", "close", "keep-alive, close, Upgrade", "chunked", "trailers", "00-zzzz", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "sesam", "Basic", "Bearer x", "1", "-1", "null",
    ];

    private readonly Random _random = new(seed);

    public string Method { get; private set; } = "GET";

    /// <summary>Whether the request carries valid credentials. In a broken request they may be in vain.</summary>
    public bool IsViewer { get; private set; }

    /// <summary>Draws a request.</summary>
    public Asked Draw() => _random.Next(10) switch
    {
        < 6 => new(Encoding.UTF8.GetBytes(Whole("Connection: keep-alive\r\n")), IsHead: Method is "HEAD"),
        6 => Scrambled(Encoding.UTF8.GetBytes(Whole(""))),
        7 => Framed(),
        8 => Oversized(),
        _ => Odd(),
    };

    private string Whole(string more)
    {
        Method = Chance(70) ? "GET" : Pick(["HEAD", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get", "PRI", "X-" + new string('M', _random.Next(40))]);
        var lines = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {Path()}{Query()} HTTP/1.1\r\n");
        if (!Chance(3))
        {
            lines.Append("Host: ").Append(Chance(85) ? "localhost" : Pick(Values)).Append("\r\n");
        }

        IsViewer = Chance(30);
        if (IsViewer)
        {
            lines.Append(Question.OfViewer).Append("\r\n");
        }
        else if (Chance(30))
        {
            lines.Append("Authorization: ").Append(Credentials()).Append("\r\n");
        }

        for (var i = _random.Next(4); i > 0; i--)
        {
            lines.Append(Pick(Names)).Append(": ").Append(Chance(90) ? Pick(Values) : Garbage(_random.Next(200))).Append("\r\n");
        }

        return lines.Append(more).Append("\r\n").ToString();
    }

    private string Path()
    {
        var path = Pick(Targets);
        return _random.Next(12) switch
        {
            0 => path + Pick(Words),
            1 => path.TrimEnd('/') + "/" + Pick(Words),
            2 => "/" + Pick(Words) + path,
            3 => path.Replace("/", "//", StringComparison.Ordinal),
            4 => path.ToUpperInvariant(),
            5 => path[..1] + string.Concat(path[1..].Select(letter => Chance(50) ? $"%{(int)letter:X2}" : letter.ToString())),
            6 => path.Insert(_random.Next(1, path.Length), Pick(Words)),
            7 => "/livez/" + string.Concat(Enumerable.Range(0, _random.Next(1, 30)).Select(_ => Pick(Words))),
            _ => path,
        };
    }

    private string Query()
    {
        if (Chance(30))
        {
            return "";
        }

        var count = Chance(95) ? _random.Next(5) : _random.Next(1500);
        return "?" + string.Join(Chance(97) ? '&' : ';', Enumerable.Range(0, count).Select(_ =>
            $"{(Chance(85) ? Pick(["test", "tag", "exclude", "format", "verbose", "TEST", "Format"]) : Pick(Words))}{(Chance(90) ? "=" : "")}{(Chance(count > 5 ? 100 : 95) ? Pick(Words) : new string('x', _random.Next(4000)))}"));
    }

    private string Credentials() => _random.Next(8) switch
    {
        0 => "Basic " + Garbage(_random.Next(30)),
        1 => "Basic " + Convert.ToBase64String(Bytes(_random.Next(60))),
        2 => "Basic " + Convert.ToBase64String(Bytes(_random.Next(8000))),
        3 => "Basic " + new string('A', _random.Next(20_000)),
        4 => "basic\t" + Convert.ToBase64String("john:doe"u8),
        5 => "Basic " + Convert.ToBase64String("john:do"u8) + "====",
        6 => Pick(["Bearer", "Digest", "Negotiate", "", "Basic,Basic"]) + " " + Garbage(20),
        _ => "Basic " + Convert.ToBase64String("john:doe\0"u8),
    };

    /// <summary>The request with bytes changed, inserted, removed, or doubled, at any place.</summary>
    private Asked Scrambled(byte[] request)
    {
        var bytes = request.ToList();
        for (var i = _random.Next(1, 6); i > 0; i--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, (byte)_random.Next(256));
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, _random.Next(40))));
                    break;
            }
        }

        // The server skips line ends before a request.
        byte[] sent = [.. bytes];
        return new(sent, IsHead: sent.AsSpan().TrimStart("\r\n"u8).StartsWith("HEAD "u8), IsLast: true);
    }

    /// <summary>A request with a body, or one that announces a body and has none.</summary>
    private Asked Framed()
    {
        var body = Garbage(_random.Next(100));
        var (more, sent) = _random.Next(12) switch
        {
            0 => ($"Content-Length: {body.Length}", body),
            1 => ("Content-Length: 1000000", body),
            2 => ("Content-Length: 99999999999999999999", body),
            3 => ("Content-Length: -1", body),
            4 => ("Content-Length: 5\r\nContent-Length: 6", body),
            5 => ("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
            6 => ("Transfer-Encoding: chunked", $"{body.Length:x}\r\n{body}\r\n0\r\nTrailer: x\r\n\r\n"),
            7 => ("Transfer-Encoding: chunked", "zz\r\n" + body),
            8 => ("Transfer-Encoding: chunked", "ffffffffffffffff\r\n" + body),
            9 => ("Transfer-Encoding: gzip, chunked", body),
            10 => ("Transfer-Encoding: identity", body),
            _ => ("Expect: 100-continue\r\nContent-Length: 40000000", ""),
        };
        return new(Encoding.UTF8.GetBytes(Whole(more + "\r\n") + sent), IsHead: Method is "HEAD", IsLast: true);
    }

    private Asked Oversized()
    {
        var start = "GET " + Pick(Targets);
        return new(
            Encoding.UTF8.GetBytes(_random.Next(7) switch
            {
                0 => $"{start}{new string('x', _random.Next(20_000))} HTTP/1.1\r\nHost: localhost\r\n\r\n",
                1 => $"{start}?{string.Concat(Enumerable.Repeat("&test=a", _random.Next(1160)))} HTTP/1.1\r\nHost: localhost\r\n\r\n",
                2 => $"{start} HTTP/1.1\r\nHost: localhost\r\n{Pick(Names)}: {new string('x', _random.Next(60_000))}\r\n\r\n",
                3 => $"{start} HTTP/1.1\r\nHost: localhost\r\n{new string('n', _random.Next(60_000))}: x\r\n\r\n",
                4 => $"{start} HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, _random.Next(300)).Select(static i => $"X-{i}: x\r\n"))}\r\n",
                5 => $"{new string('M', _random.Next(10_000))} / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                _ => $"{start}?test={string.Concat(Enumerable.Repeat("%41", _random.Next(2600)))} HTTP/1.1\r\nHost: localhost\r\n{Question.OfViewer}\r\n\r\n",
            }),
            IsLast: true);
    }

    private Asked Odd()
    {
        var target = Pick(Targets);
        switch (_random.Next(14))
        {
            case 0:
                return Plain($"GET {target} HTTP/1.0\r\n\r\n");
            case 1:
                return Plain($"GET {target} HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nabc");
            case 2:
                return Plain($"GET http://{Pick(["localhost", "evil.example", "", "[::1]:80", "a:b@c"])}{target} HTTP/1.1\r\nHost: {Pick(["localhost", "evil.example"])}\r\n\r\n");
            case 3:
                return Plain($"{Pick(["GET", "OPTIONS", "CONNECT"])} {Pick(["*", "localhost:80", "", "?", "#", "health/", "\\health\\"])} HTTP/1.1\r\nHost: localhost\r\n\r\n");
            case 4:
                return Plain($"GET {target} HTTP/{Pick(["2.0", "1.2", "0.9", "3", "", "1.1 ", "11"])}\r\nHost: localhost\r\n\r\n");
            case 5:
                return Plain("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            case 6:
                return Plain($"GET {target}\r\n");
            case 7:
                return Plain($"GET {target} HTTP/1.1\nHost: localhost\n\n");
            case 8:
                return Plain($"GET {target} HTTP/1.1\r\nHost: localhost\r\n folded: x\r\nA : b\r\nno colon\r\n\r\n");
            case 9:
                return new([0x16, 0x03, 0x01, .. Bytes(200)], IsLast: true);
            case 10:
                return new([.. "GET "u8, .. Encoding.ASCII.GetBytes(target), .. " HTTP/1.1\r\nHost: localhost\r\nX: "u8, .. Bytes(50), .. "\r\n\r\n"u8], IsLast: true);
            case 11:
                // Several requests at once; the caller does not wait for the answers after the first.
                return Plain(string.Concat(Enumerable.Range(0, _random.Next(2, 20)).Select(_ => Whole(""))), head: Method is "HEAD");
            case 12:
                // Line ends alone are no request: the server skips them, and waits for a request.
                var bytes = Bytes(_random.Next(1, 500));
                return new(bytes, IsLast: true, IsBrokenOff: !bytes.AsSpan().ContainsAnyExcept("\r\n"u8));
            default:
                var whole = Encoding.UTF8.GetBytes(Whole(""));
                return new(whole[.._random.Next(whole.Length)], IsBrokenOff: true);
        }

        static Asked Plain(string request, bool head = false) => new(Encoding.UTF8.GetBytes(request), head || request.StartsWith("HEAD ", StringComparison.Ordinal), IsLast: true);
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(string[] all) => all[_random.Next(all.Length)];

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Text that can be sent in one line.</summary>
    private string Garbage(int length) => string.Create(length, _random, static (text, random) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)random.Next(32, random.Next(10) == 0 ? 0x2000 : 127);
        }
    });
}

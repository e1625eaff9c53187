using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace HealthPoint.Tests.Never;

/// <summary>Draws what anonymous callers may ask: any endpoint, format, method, query, and headers.</summary>
internal static class Questions
{
    private static readonly string[] Nonsense =
        ["", "x", "%00", "%ff%fe", "%25", "..", "%2e%2e%2f", "%2F", "a%2Fb", "%C3%A9", "%F0%9F%A9%BA", "null", "-1", "*", "'%22%3Cscript%3E", "%0d%0aX-Injected:%201", "a+b", "%"];

    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "BREW", "QUERY"];

    // Credentials that are valid for no user: of another user, of no scheme, of no sense.
    private static readonly string[] Strangers =
    [
        .. new[] { "john:dof", "eohn:doe", "john:", ":doe", "john", ":", "", "doe:john", "john:doe ", "JOHN:DOE", "john:doe\0", "admin:admin", "é:ü" }.Select(static user => "Basic " + Base64(user)),
        "Basic", "Basic ", "Basic !!!", "Basic %%%=", "Basic " + Base64("john:doe")[..^2], "Basic " + Base64("john:doe") + " x", "Basic  =", "Basic realm=\"health\"",
        "Bearer " + Base64("john:doe"), "Digest username=\"john\"", "Negotiate " + Base64("john:doe"), "NTLM TlRMTVNTUAAB", "john:doe", "=", "Basicjohn:doe",
    ];

    private static readonly string[] Accepts =
    [
        "*/*", "application/json", "application/health+json", "text/plain", "text/html", "application/openmetrics-text; version=1.0.0", "application/openmetrics-text;q=0.5,text/plain;q=0.1",
        "application/*", "text/*;q=0", "application/xml", "", ",", "nonsense", "*/*;q=2", "application/json;q=0, */*", "image/webp,*/*;q=0.8",
    ];

    private static readonly string[] Others =
    [
        "Host: localhost", "Host: 127.0.0.1", "Host: evil.example", "Host: localhost:99999", "Host: [::1]", "Host: ", "Host: user@host", "Host: é.example",
        "X-Health: wrong", "X-Health: ", "X-Health: john:doe", "X-Health: sesam",
        "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "X-Forwarded-Prefix: /admin", "Forwarded: for=127.0.0.1;host=evil.example;proto=https",
        "X-Original-URL: /health/?test=x", "X-Rewrite-URL: /health/", "X-HTTP-Method-Override: PUT", "X-Role: staff",
        "Origin: https://evil.example", "Origin: null", "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: authorization", "Referer: https://evil.example/",
        "Accept-Encoding: gzip, deflate, br", "Accept-Encoding: gzip", "Accept-Encoding: identity;q=0", "Accept-Charset: utf-16", "Accept-Language: de", "TE: trailers",
        "Range: bytes=0-1", "Range: bytes=0-0,-1", "Range: bytes=9999-", "If-Range: \"x\"", "If-None-Match: *", "If-None-Match: \"x\"", "If-Match: \"x\"",
        "If-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT", "If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
        "Cookie: .AspNetCore.Cookies=CfDJ8", "Cookie: a=b; ;=;", "Cache-Control: only-if-cached", "Pragma: no-cache",
        "Expect: 100-continue", "Upgrade: websocket", "Upgrade: h2c", "Connection: Upgrade", "Connection: close", "Connection: keep-alive",
        "Max-Forwards: 0", "Via: 1.1 proxy", "User-Agent: kube-probe/1.30", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "baggage: a=b", "DNT: 1",
    ];

    /// <summary>Questions that an application of this kind can be asked.</summary>
    public static Gen<Question> For(Site site)
    {
        var names = Gen.Frequency(
            (3, Gen.Elements(site.Checks.Names.Select(Uri.EscapeDataString).ToArray())),
            (1, Gen.Constant(Uri.EscapeDataString(site.Checks.Tag))),
            (1, Gen.Elements(HealthTags.Live, HealthTags.Ready, HealthTags.Startup)),
            (2, Gen.Elements(Nonsense)));
        var formats = Gen.Frequency((5, Gen.Elements(site.Formats.ToArray())), (1, Gen.Elements(Nonsense)));
        var parameter = Gen.Frequency(
            (3, from name in names select "test=" + name),
            (2, from name in names select "tag=" + name),
            (2, from name in names select "exclude=" + name),
            (5, from name in formats select "format=" + name),
            (2, Gen.Elements("verbose", "verbose=", "verbose=true", "debug", "callback=x", "TEST=x", "Format=TEXT", "=", "=x", "&", "a=b=c")),
            (1, Gen.Elements(Nonsense)));
        var targets = Gen.Frequency(
            (14, from path in Gen.Elements(Site.Paths) from name in names select path.Replace("*", name, StringComparison.Ordinal)),
            (2, from path in Gen.Elements(Site.Paths) from how in Gen.Choose(0, 7) select Other(path, how)),
            (1, from name in names select "/" + name),
            (1, Gen.Elements("/", "*", "//", "/health/health", "/hc", "/error", "/favicon.ico", "/health/../-/health/", "/health;a=b/", "http://localhost/health/", "http://evil.example/livez")));
        var header = Gen.Frequency(
            (2, from value in Gen.Elements(Strangers) select "Authorization: " + value),
            (2, from value in Gen.Elements(Accepts) select "Accept: " + value),
            (5, Gen.Elements(Others)));
        return
            from method in Gen.Frequency((8, Gen.Constant("GET")), (2, Gen.Constant("HEAD")), (4, Gen.Elements(Methods)))
            from target in targets
            from queries in Gen.Choose(0, 3)
            from query in Gen.ArrayOf(parameter, queries)
            from count in Gen.Choose(0, 5)
            from headers in Gen.ArrayOf(header, count)
            from host in Gen.Frequency((12, Gen.Constant(true)), (1, Gen.Constant(false)))
            from version in Gen.Frequency((9, Gen.Constant("1.1")), (1, Gen.Constant("1.0")))
            from body in Gen.Frequency((7, Gen.Constant("")), (1, Gen.Elements("{}", "test=x&format=text", "\0\0\0", new string('x', 5000))))
            from chunked in Gen.Elements(true, false)
            select new Question(method, target)
            {
                Query = query,
                Headers = host && !headers.Any(static line => line.StartsWith("Host:", StringComparison.Ordinal)) ? ["Host: localhost", .. headers] : headers,
                Version = version,
                Body = body,
                IsChunked = chunked,
            };
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The same path, or nearly the same.</summary>
    private static string Other(string path, int how)
    {
        path = path.Replace("*", "x", StringComparison.Ordinal);
        return how switch
        {
            0 => path.ToUpperInvariant(),
            1 => path.EndsWith('/') ? path.TrimEnd('/') : path + "/",
            2 => path + "/",
            3 => "/" + path,
            4 => "/." + path,
            5 => "/x/.." + path,
            6 => path[..2] + string.Concat(path[2..].Select(static letter => letter == '/' ? "/" : $"%{(int)letter:x2}")),
            _ => path + "%20",
        };
    }
}

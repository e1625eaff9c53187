using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

/// <summary>The data of a result, in the formats that have a place for data.</summary>
public sealed class DataTests
{
    public static TheoryData<string, object?> Values => new()
    {
        { "null", null },
        { "\"text\"", "text" },
        { "\"\\u003Cb\\u003E \\u0022 \\\\ \\n Ü 健\"", "<b> \" \\ \n Ü 健" },
        { "true", true },
        { "\"c\"", 'c' },
        { "255", byte.MaxValue },
        { "-128", sbyte.MinValue },
        { "-32768", short.MinValue },
        { "65535", ushort.MaxValue },
        { "-2147483648", int.MinValue },
        { "4294967295", uint.MaxValue },
        { "-9223372036854775808", long.MinValue },
        { "18446744073709551615", ulong.MaxValue },
        { "340282366920938463463374607431768211455", UInt128.MaxValue },
        { "-7", (nint)(-7) },
        { "1.50", 1.50m },
        { "0.1", 0.1 },
        { "0.1", 0.1f },
        { "1.5", (Half)1.5 },
        { "1.7976931348623157E+308", double.MaxValue },
        { "\"NaN\"", double.NaN },
        { "\"Infinity\"", float.PositiveInfinity },
        { "\"-Infinity\"", Half.NegativeInfinity },
        { "\"2026-01-02T03:04:05Z\"", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) },
        { "\"2026-01-02T03:04:05+01:00\"", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)) },
        { "\"2026-01-02\"", new DateOnly(2026, 1, 2) },
        { "\"03:04:05.0000000\"", new TimeOnly(3, 4, 5) },
        { "\"1.00:00:01.5000000\"", TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1.5) },
        { "\"00000000-0000-0000-0000-000000000001\"", new Guid("00000000-0000-0000-0000-000000000001") },
        { "\"https://example.com/\"", new Uri("https://example.com/") },
        { "\"relative\"", new Uri("relative", UriKind.Relative) },
        { "\"Friday\"", DayOfWeek.Friday },
        { "\"17\"", (DayOfWeek)17 },
        { "\"1.2.3\"", new Version(1, 2, 3) },
        { "\"AQI=\"", new byte[] { 1, 2 } },
        { "[1,\"x\",null,[true]]", new object?[] { 1, "x", null, new List<bool> { true } } },
        { "[1,2]", new Queue<int>([1, 2]) },
        { "[\"a\"]", new HashSet<string>(StringComparer.Ordinal) { "a" } },
        { "{\"a\":1,\"b\":{\"1\":2.5}}", new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = 1, ["b"] = new SortedDictionary<int, double> { [1] = 2.5 } } },
        { "{\"x\":\"y\"}", new Hashtable { ["x"] = "y" } },
        { "{\"a\":[1,\"x\",null,true,{}],\"b\":3,\"c\":\"2026-01-02T03:04:05Z\"}", new JsonObject { ["a"] = JsonNode.Parse("[1,\"x\",null,true,{}]"), ["b"] = 3, ["c"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) } },
        { "{\"a\":[1e400,\"\\u0022\",null,false]}", JsonDocument.Parse("{\"a\":[1e400,\"\\\"\",null,false]}") },
        { "null", default(JsonElement) },
        { "\"secret Password=***\"", new InvalidOperationException("secret Password=hidden") },

        // Values of none of these types, and values that cannot be read.
        { "\"an object\"", new Odd("an object") },
        { "\"\"", new Odd(null) },
        { "\"(threw FormatException)\"", new Broken() },
        { "[1,\"\\u2026 (threw InvalidOperationException)\"]".Replace("\\u2026", "…", StringComparison.Ordinal), new BrokenList() },
        { "\"\\uFFFD half\"", "\ud83d half" },
        { "{\"\ufffd\":1}", new Dictionary<string, int>(StringComparer.Ordinal) { ["\ud83d"] = 1, ["\ud83e"] = 2 } },
        { "{\"1\":\"text\"}", new Hashtable { ["1"] = "text", [1] = "text" } },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public async Task Each_kind_of_value_is_written_without_reflection(string json, object? value)
    {
        var body = await ReadAsync("ui", value);
        Assert.Contains($"\"data\":{{\"v\":{json}}},", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ui")]
    [InlineData("health")]
    public async Task Whatever_the_data_are_the_answer_is_whole(string format)
    {
        var cycle = new Dictionary<string, object?>(StringComparer.Ordinal);
        var list = new List<object?> { cycle };
        cycle["self"] = cycle;
        cycle["list"] = list;
        for (var i = 0; i < 50; i++)
        {
            list.Add(list);
        }

        object deep = "the ground";
        for (var i = 0; i < 5_000; i++)
        {
            deep = new[] { deep };
        }

        foreach (var hostile in new object[] { cycle, list, deep, new string('x', 10_000_000), Enumerable.Repeat((object)"much", 1_000_000).ToArray(), new byte[10_000_000], new Endless(), JsonNode.Parse(string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60)))! })
        {
            var body = await ReadAsync(format, hostile);
            Assert.InRange(body.Length, 50, 3 * 256 * 1024);
            JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 }).Dispose();
        }
    }

    [Fact]
    public async Task Lists_are_written_to_a_depth_of_eight_the_data_included()
    {
        object deep = "ground";
        for (var i = 0; i < 7; i++)
        {
            deep = new[] { deep };
        }

        Assert.Contains("\"data\":{\"v\":[[[[[[[\"ground\"]]]]]]]}", await ReadAsync("health", deep), StringComparison.Ordinal);
        Assert.Contains("\"data\":{\"v\":[[[[[[[\"System.Object[]\"]]]]]]]}", await ReadAsync("health", new[] { deep }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_enumerated_that_is_made_while_it_is()
    {
        var asked = 0;
        var lazy = Enumerable.Range(0, 3).Select(n => ++asked + n);
        Assert.Contains("\"data\":{\"v\":\"System.Linq.", await ReadAsync("health", lazy), StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Much_data_is_cut_and_says_so()
    {
        Assert.Contains(",1,\"… (cut)\"]}", await ReadAsync("health", Enumerable.Repeat(1, 1_000_000).ToArray()), StringComparison.Ordinal);
        Assert.Contains(",\"…\":\"(cut)\"}}", await ReadAsync("health", Enumerable.Range(0, 100_000).ToDictionary(static n => n)), StringComparison.Ordinal);
        Assert.Contains(new string('x', 4096) + "\"}", await ReadAsync("health", new string('x', 4097)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count")]
    [InlineData("enumerator")]
    [InlineData("item")]
    [InlineData("twice")]
    public async Task Data_of_a_type_of_their_own_may_do_what_they_want(string trick)
    {
        await using var app = await FormatHost.StartAsync(HealthCheckResult.Healthy(data: new OwnData(trick)));
        foreach (var format in FormatHost.Formats)
        {
            var answer = await app.SendAsync("/health/?format=" + format, "john:doe");
            Assert.Equal(200, answer.Status);
            if (format is "ui" or "health")
            {
                var data = format is "ui" ? answer.Json["entries"]!["a"]!["data"]! : answer.Json["checks"]!["a"]![0]!["data"]!;
                Assert.Equal(trick switch { "enumerator" => "{\"\u2026\":\"(threw NotSupportedException)\"}", "item" => "{\"a\":1,\"\u2026\":\"(threw NotSupportedException)\"}", _ => "{\"a\":1}" }, data.ToJsonString().Replace("\\u2026", "\u2026", StringComparison.Ordinal));
            }
        }
    }

    private static async Task<string> ReadAsync(string format, object? value)
    {
        await using var app = await FormatHost.StartAsync(HealthCheckResult.Healthy(data: new Dictionary<string, object>(StringComparer.Ordinal) { ["v"] = value! }));
        var answer = await app.SendAsync("/health/?format=" + format, "john:doe");
        Assert.Equal(200, answer.Status);
        return answer.Body;
    }

    private sealed class Odd(string? text)
    {
        public override string? ToString() => text;
    }

    private sealed class Broken
    {
        public override string ToString() => throw new FormatException("secret");
    }

    private sealed class BrokenList : List<int>, ICollection, IEnumerable
    {
        IEnumerator IEnumerable.GetEnumerator()
        {
            yield return 1;
            throw new InvalidOperationException("changed meanwhile");
        }
    }

    private sealed class Endless : List<int>, ICollection, IEnumerable
    {
        IEnumerator IEnumerable.GetEnumerator()
        {
            while (true)
            {
                yield return 1;
            }
        }
    }

    private sealed class OwnData(string trick) : IReadOnlyDictionary<string, object>
    {
        public int Count => trick is "count" ? throw new NotSupportedException("count") : 1;

        public IEnumerable<string> Keys => throw new NotSupportedException("keys");

        public IEnumerable<object> Values => throw new NotSupportedException("values");

        public object this[string key] => throw new NotSupportedException("item");

        public bool ContainsKey(string key) => throw new NotSupportedException("key");

        public bool TryGetValue(string key, out object value) => throw new NotSupportedException("value");

        public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => trick is "enumerator" ? throw new NotSupportedException("enumerator") : Members();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private IEnumerator<KeyValuePair<string, object>> Members()
        {
            yield return new("a", 1);
            if (trick is "twice")
            {
                yield return new("a", 2);
            }

            if (trick is "item")
            {
                throw new NotSupportedException("item");
            }
        }
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using HealthPoint.Generator.Tests.Support;
using Xunit;

namespace HealthPoint.Generator.Tests.Diagnostics;

/// <summary>The rules as whoever tries the sample meets them: one edit, one message.</summary>
public sealed partial class SampleTests
{
    /// <summary>Where the first check begins, and where another may be put.</summary>
    private const string Start = "/// <summary>Passes.</summary>";

    public static TheoryData<string, string, string> Edits { get; } = new()
    {
        { "HP001", Start, "internal static bool IsOpen { [HealthCheck] get => true; }\n\n    " + Start },
        { "HP002", "var yesterday =", "[HealthCheck] static bool IsOpen() => true; var yesterday =" },
        { "HP003", "UserSignup(", "UserSignup<T>(" },
        { "HP004", "class StockHealth(", "class StockHealth<T>(" },
        { "HP005", "internal static async Task<(bool, string)> UserSignup", "private static async Task<(bool, string)> UserSignup" },
        { "HP006", "internal sealed class StockHealth", "file sealed class StockHealth" },
        { "HP007", "internal sealed class StockHealth", "internal readonly struct StockHealth" },
        { "HP008", Start, "internal interface IDoor { [HealthCheck] static abstract bool IsOpen(); }\n\n    " + Start },
        { "HP009", Start, "extension(User user) { [HealthCheck] internal static bool IsKnown() => true; }\n\n    " + Start },
        { "HP010", Start, "internal sealed class Door : IDisposable { [HealthCheck] void IDisposable.Dispose() { } }\n\n    " + Start },
        { "HP011", "internal static async Task<(bool, string)> UserSignup", "[Obsolete(\"gone\", error: true)] internal static async Task<(bool, string)> UserSignup" },
        { "HP014", "internal sealed class StockHealth(ShopDb db)\n{", "internal sealed class StockHealth(ShopDb db)\n{\n    internal StockHealth(ShopDb db, TimeProvider time) : this(db) => _ = time;\n" },
        { "HP020", "internal static void Warehouse", "internal static string Warehouse" },
        { "HP021", "internal static void Warehouse", "internal static async void Warehouse" },
        { "HP022", Start, "internal static bool Open; [HealthCheck] internal static ref bool IsOpen() => ref Open;\n\n    " + Start },
        { "HP023", Start, "[HealthCheck] internal static IEnumerable<bool> AreOpen() { yield return true; }\n\n    " + Start },
        { "HP024", "Task<(bool, string)> UserSignup", "Task<(string, bool)> UserSignup" },
        { "HP026", Start, "[HealthStat] internal static int Visitors() => 1;\n\n    " + Start },
        { "HP030", "Warehouse(IConfiguration configuration)", "Warehouse(ref IConfiguration configuration)" },
        { "HP031", "Warehouse(IConfiguration configuration)", "Warehouse(IConfiguration configuration, Span<byte> buffer)" },
        { "HP032", "Warehouse(IConfiguration configuration)", "Warehouse(IConfiguration configuration, params IEnumerable<string> names)" },
        { "HP033", "Warehouse(IConfiguration configuration)", "Warehouse(IConfiguration configuration, string[] names)" },
        { "HP034", "UserSignup(ShopDb db, TimeProvider time, CancellationToken cancellation)", "UserSignup(ShopDb db, TimeProvider time, CancellationToken cancellation, CancellationToken again)" },
        { "HP040", "\"orders\"", "\"or/ders\"" },
        { "HP041", "\"payments\"", "\"orders\"" },
        { "HP042", "\"payments\"", "\"payments\", TimeoutSeconds = 0" },
        { "HP045", "\"payments\"", "\"payments\", FailureStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy" },
    };

    [Fact]
    public async Task Nothing_is_said_about_the_sample()
    {
        Assert.Empty(await Review.DiagnosticsAsync(Sample.Shop));
        Assert.Empty(await Review.DiagnosticsAsync(Sample.WebApp));
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task One_edit_of_the_sample_provokes_a_rule_whose_message_says_what_to_do(string rule, string text, string replacement)
    {
        var reported = await Review.DiagnosticsAsync(Sample.Shop.With(text, replacement));

        var diagnostic = Assert.Single(reported, diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal));
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.InRange(Sentence().Count(message), 1, 2);
        Assert.Contains('\'', message);
    }

    // Ends with a full stop, before the next sentence or the end; those of names (Task.Run) stand within.
    [GeneratedRegex("\\.(?= [A-Z]|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();
}

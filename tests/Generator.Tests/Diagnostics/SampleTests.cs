using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthPoint.Generator.Tests.Support;
using Microsoft.CodeAnalysis;
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
        { "HP012", Start, "internal class Shelf(ShopDb db) { [HealthCheck(\"shelf\")] internal virtual bool IsFull() => db.Products.Any(); } internal sealed class TopShelf(ShopDb db) : Shelf(db) { [HealthCheck(\"top shelf\")] internal override bool IsFull() => db is null; private readonly ShopDb db = db; }\n\n    " + Start },
        { "HP013", "internal sealed class StockHealth", "internal abstract class StockHealth" },
        { "HP014", "internal sealed class StockHealth(ShopDb db)\n{", "internal sealed class StockHealth(ShopDb db)\n{\n    internal StockHealth(ShopDb db, TimeProvider time) : this(db) => _ = time;\n" },
        { "HP020", "internal static void Warehouse", "internal static string Warehouse" },
        { "HP021", "internal static void Warehouse", "internal static async void Warehouse" },
        { "HP022", Start, "internal static bool Open; [HealthCheck] internal static ref bool IsOpen() => ref Open;\n\n    " + Start },
        { "HP023", Start, "[HealthCheck] internal static IEnumerable<bool> AreOpen() { yield return true; }\n\n    " + Start },
        { "HP024", "Task<(bool, string)> UserSignup", "Task<(string, bool)> UserSignup" },
        { "HP025", Start, "[HealthCheck(\"door\")] internal static Task<bool>? IsOpen(ShopDb db, CancellationToken cancellation) => db.Users.AnyAsync(cancellation);\n\n    " + Start },
        { "HP026", Start, "[HealthStat] internal static int Visitors() => 1;\n\n    " + Start },
        { "HP030", "Warehouse(IConfiguration configuration)", "Warehouse(ref IConfiguration configuration)" },
        { "HP031", "Warehouse(IConfiguration configuration)", "Warehouse(IConfiguration configuration, Span<byte> buffer)" },
        { "HP032", "Warehouse(IConfiguration configuration)", "Warehouse(IConfiguration configuration, params IEnumerable<string> names)" },
        { "HP033", "Warehouse(IConfiguration configuration)", "Warehouse(IConfiguration configuration, string[] names)" },
        { "HP034", "UserSignup(ShopDb db, TimeProvider time, CancellationToken cancellation)", "UserSignup(ShopDb db, TimeProvider time, CancellationToken cancellation, CancellationToken again)" },
        { "HP035", "UserSignup(ShopDb db, TimeProvider time, CancellationToken cancellation)", "UserSignup(CancellationToken cancellation, ShopDb db, TimeProvider time)" },
        { "HP036", Start, "[HealthCheck] internal static async Task<bool> Added(ShopDb db) => (await db.Users.ToListAsync()).Count > 0;\n\n    " + Start },
        { "HP037", "user => user.JoinedAt, cancellation", "user => user.JoinedAt" },
        { "HP038", "Warehouse(IConfiguration configuration)", "Warehouse([FromKeyedServices(null)] IConfiguration configuration)" },
        { "HP040", "\"orders\"", "\"or/ders\"" },
        { "HP041", "\"payments\"", "\"orders\"" },
        { "HP042", "\"payments\"", "\"payments\", TimeoutSeconds = 0" },
        { "HP043", "Tags = [HealthTags.Ready]", "Tags = [HealthTags.Ready, \"\"]" },
        { "HP044", "\"payments\"", "\"payments\", FailureThreshold = 3, CacheSeconds = 0" },
        { "HP045", "\"payments\"", "\"payments\", FailureStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy" },
        { "HP050", "internal static async Task<(bool, string)> UserSignup", "[Obsolete] internal static async Task<(bool, string)> UserSignup" },
        { "HP051", "internal static async Task<(bool, string)> UserSignup", "[System.Diagnostics.CodeAnalysis.RequiresUnreferencedCode(\"It reflects.\")] internal static async Task<(bool, string)> UserSignup" },
        { "HP052", Start, "[HealthCheck] internal static bool IsOpen() => true;\n\n    " + Start },
        { "HP053", "await db.Users.MaxAsync(user => user.JoinedAt, cancellation)", "db.Users.MaxAsync(user => user.JoinedAt, cancellation).Result" },
        { "HP054", "await db.Products.Where(product => product.InStock == 0).Select(product => product.Name).ToListAsync(cancellation)", "await Task.Run(() => new List<string>(), cancellation)" },
        { "HP055", "internal static async Task<(bool, string)> UserSignup", "[System.Diagnostics.CodeAnalysis.Experimental(\"SHOP001\")] internal static async Task<(bool, string)> UserSignup" },
        { "HP060", "HealthTags.Ready", "HealthTags.Live" },
        { "HP061", "\"payments\"", "\"payments\", TimeoutSeconds = 1, DependsOn = [\"orders\"]" },
        { "HP062", "\"payments\"", "\"payments\", DependsOn = [\"orderz\"]" },
        { "HP063", "\"payments\"", "\"payments\", DependsOn = [\"payments\"]" },
        { "HP064", "\"payments\"", "\"payments\", Tags = [HealthTags.Live], DependsOn = [\"stock\"]" },
        { "HP065", "new TimeoutException", "new HealthCheckFailedException" },
        { "HP066", "var yesterday", "_ = db.Orders.ToListAsync(cancellation); var yesterday" },
        { "HP067", "var open = await db.Orders.CountAsync(order => !order.IsShipped, cancellation);", "try { await db.Orders.LoadAsync(cancellation); } catch (Exception) { return (true, \"\"); } var open = await db.Orders.CountAsync(order => !order.IsShipped, cancellation);" },
        { "HP076", "\"payments\"", "\"invoices\"" },
        { "HP077", "\"payments\"", "\"invoices\"" },
    };

    [Fact]
    public async Task Nothing_is_said_about_the_sample()
    {
        Assert.Empty(await Review.DiagnosticsAsync(Sample.Shop));
        Assert.Empty(await Review.DiagnosticsAsync(Sample.Minimal));
        Assert.Empty(await Review.DiagnosticsAsync(Sample.WebApp.Referencing(Driver.Generate(Sample.Shop).As(ReferenceKind.ReferenceImage))));
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task One_edit_of_the_sample_provokes_a_rule_whose_message_says_what_to_do(string rule, string text, string replacement) =>
        AssertTold(rule, await Review.DiagnosticsAsync(Sample.Shop.With(text, replacement)));

    [Fact]
    public async Task An_application_that_shows_no_checks_is_told()
    {
        var start = Sample.Minimal.Sources[0][..Sample.Minimal.Sources[0].IndexOf("app.Run", StringComparison.Ordinal)];

        AssertTold("HP070", await Review.DiagnosticsAsync(Sample.Minimal.With(start, "var app = WebApplication.Create(args);\n")));
    }

    [Fact]
    public async Task An_application_is_told_of_the_checks_that_it_lacks()
    {
        var shop = Driver.Generate(Sample.Shop).As(ReferenceKind.Image);
        AssertTold("HP071", await Review.DiagnosticsAsync(Sample.WebApp.Referencing(MetadataReference.CreateFromImage(Generated.WithoutGenerator(Sample.Shop)))));
        AssertTold("HP072", await Review.DiagnosticsAsync(Sample.WebApp.Referencing(MetadataReference.CreateFromImage(Generated.WithoutGenerator(
            new Project("Billing", ["public static class Invoices { [HealthCheck] public static string AreSent() => \"yes\"; }"]))))));
        AssertTold("HP074", await Review.DiagnosticsAsync(Sample.WebApp.Referencing(shop.WithAliases(ImmutableArray.Create("shop")))));
    }

    [Theory]
    [InlineData("HP060")]
    [InlineData("HP065")]
    [InlineData("HP067")]
    public async Task The_README_shows_what_the_compiler_says(string rule)
    {
        var (_, text, replacement) = Edits.Select(static edit => edit.Data).Single(edit => string.Equals(edit.Item1, rule, StringComparison.Ordinal));
        var diagnostic = Assert.Single(await Review.DiagnosticsAsync(Sample.Shop.With(text, replacement)), diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal));

        Assert.Contains(
            $"warning {rule}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}",
            await File.ReadAllTextAsync(Path.Combine(SdkReferences.Repository, "README.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    /// <summary>What is left is about versions of HealthPoint that do not go together, of which the sample has one.</summary>
    [Fact]
    public void Every_other_rule_is_provoked_here() => Assert.Equal(
        "HP073 HP075",
        string.Join(' ', Review.Rules.Select(static rule => rule.Id).Except([.. Edits.Select(static edit => edit.Data.Item1), "HP070", "HP071", "HP072", "HP074"], StringComparer.Ordinal)));

    private static void AssertTold(string rule, IEnumerable<Diagnostic> reported)
    {
        var diagnostic = Assert.Single(reported, diagnostic => string.Equals(diagnostic.Id, rule, StringComparison.Ordinal));
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.InRange(Sentence().Count(message), 1, 2);
        Assert.Contains('\'', message);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
    }

    // Ends with a full stop, before the next sentence or the end; those of names (Task.Run) stand within.
    [GeneratedRegex("\\.(?= [A-Z]|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();
}

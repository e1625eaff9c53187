using System.Text;
using HealthPoint.Contract;
using HealthPoint.Generator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace HealthPoint.Generator.Tests.Generation;

public sealed class ParameterTests
{
    [Fact]
    public async Task Services_and_the_provider_come_from_the_scope()
    {
        using var application = Check("(bool, string) M(StringBuilder text, IServiceProvider services) => (ReferenceEquals(text, services.GetService<StringBuilder>()), text.ToString())");
        application.Services.AddScoped(static _ => new StringBuilder("scoped"));

        var result = await application.RunAsync("it");

        Assert.Equal((HealthStatus.Healthy, "scoped"), (result.Status, result.Description));
        Assert.Equal(HealthTraits.Synchronous | HealthTraits.Services, application.Check("it").Traits);
    }

    [Fact]
    public async Task A_missing_service_fails_the_run()
    {
        using var application = Check("bool M(StringBuilder text) => true");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => application.RunAsync("it"));

        Assert.Contains("StringBuilder", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StringBuilder? text = null")]
    [InlineData("StringBuilder text = null!")]
    [InlineData("[FromKeyedServices(\"k\")] StringBuilder? text = null")]
    [InlineData("IList<string?>? text = null")]
    [InlineData("int[]? text = null")]
    [InlineData("object? text = null")]
    [InlineData("Action? text = null")]
    [InlineData("DateOnly? text = null")]
    public async Task An_optional_service_may_be_missing(string parameter)
    {
        using var application = Check($"bool M({parameter}) => text is null");

        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("it")).Status);
    }

    [Theory]
    [InlineData("StringBuilder? text")]
    [InlineData("[FromKeyedServices(\"k\")] StringBuilder? text")]
    public async Task A_question_mark_alone_makes_no_service_optional(string parameter)
    {
        using var application = Check($"bool M({parameter}) => true");

        await Assert.ThrowsAsync<InvalidOperationException>(() => application.RunAsync("it"));
    }

    [Fact]
    public void A_default_is_not_written_by_the_name_of_a_member_that_must_not_be_used()
    {
        using var application = Check("bool M(Level level = default) => true", "internal enum Level { [Obsolete(\"gone\", true)] Gone, Some }");

        Assert.Equal("Gone", Assert.Single(application.Check("it").Arguments).Default?.ToString());
    }

    [Fact]
    public async Task An_optional_service_is_used_where_it_is_registered()
    {
        using var application = Check("(bool, string?) M(StringBuilder? text = null, DateOnly day = default) => (day == default, text?.ToString())");
        application.Services.AddSingleton(new StringBuilder("there"));

        Assert.Equal("there", (await application.RunAsync("it")).Description);
    }

    [Theory]
    [InlineData("\"key\"", "key")]
    [InlineData("\"a\\\"\\n\"", "a\"\n")]
    [InlineData("3", 3)]
    [InlineData("(byte)3", (byte)3)]
    [InlineData("'c'", 'c')]
    [InlineData("DayOfWeek.Friday", DayOfWeek.Friday)]
    [InlineData("typeof(List<>)", typeof(List<>))]
    public async Task A_key_keeps_its_value_and_its_type(string written, object key)
    {
        using var application = Check($"(bool, string) M([FromKeyedServices({written})] StringBuilder text) => (true, text.ToString())");
        application.Services.AddSingleton(new StringBuilder("without a key"));
        application.Services.AddKeyedSingleton(key, new StringBuilder("keyed"));

        Assert.Equal("keyed", (await application.RunAsync("it")).Description);
    }

    [Theory]
    [InlineData("[FromKeyedServices(null)]")]
    [InlineData("[FromKeyedServices]")]
    public async Task No_key_means_the_service_without_a_key(string attribute)
    {
        using var application = Check($"(bool, string) M({attribute} StringBuilder text) => (true, text.ToString())");
        application.Services.AddSingleton(new StringBuilder("without a key"));

        Assert.Equal("without a key", (await application.RunAsync("it")).Description);
    }

    [Fact]
    public async Task A_key_makes_a_service_of_a_simple_type()
    {
        using var application = Check("(bool, string) M([FromKeyedServices(\"dsn\")] string text) => (true, text)");
        application.Services.AddKeyedSingleton("dsn", "Host=db");

        Assert.Equal("Host=db", (await application.RunAsync("it")).Description);
        Assert.Empty(application.Check("it").Arguments);
    }

    [Fact]
    public async Task The_token_of_the_run_is_passed_on()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var application = Check("bool M(CancellationToken token) => token.IsCancellationRequested");
        application.Cancellation = cancelled.Token;

        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("it")).Status);
        Assert.Equal(HealthTraits.Synchronous | HealthTraits.Cancellation, application.Check("it").Traits);
    }

    [Theory]
    [InlineData("string", "some text", "some text")]
    [InlineData("bool", "TRUE", "True")]
    [InlineData("sbyte", "-8", "-8")]
    [InlineData("byte", "8", "8")]
    [InlineData("short", "-16", "-16")]
    [InlineData("ushort", "16", "16")]
    [InlineData("int", "-32", "-32")]
    [InlineData("uint", "32", "32")]
    [InlineData("long", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("ulong", "18446744073709551615", "18446744073709551615")]
    [InlineData("nint", "-5", "-5")]
    [InlineData("nuint", "5", "5")]
    [InlineData("float", "1.5", "1.5")]
    [InlineData("double", "-2.25", "-2.25")]
    [InlineData("decimal", "1.10", "1.10")]
    [InlineData("DayOfWeek", "friday", "Friday")]
    [InlineData("TimeSpan", "90", "00:01:30")]
    [InlineData("DateTimeOffset", "2026-01-31T12:00:00Z", "01/31/2026 12:00:00 +00:00")]
    [InlineData("Guid", "d3b07384-d9a0-4f5c-8f1e-000000000001", "d3b07384-d9a0-4f5c-8f1e-000000000001")]
    [InlineData("Uri", "https://example.org/a", "https://example.org/a")]
    [InlineData("int?", "7", "7")]
    [InlineData("bool?", "false", "False")]
    [InlineData("TimeSpan?", "00:00:05", "00:00:05")]
    [InlineData("DayOfWeek?", "Monday", "Monday")]
    [InlineData("Guid?", "d3b07384-d9a0-4f5c-8f1e-000000000001", "d3b07384-d9a0-4f5c-8f1e-000000000001")]
    public async Task An_argument_of_a_simple_type_comes_from_the_configuration(string type, string text, string expected)
    {
        using var application = Check($"(bool, string) M({type} value) => (true, FormattableString.Invariant($\"{{value}}\"))");
        application.Arguments["value"] = text;

        Assert.Equal(expected, (await application.RunAsync("it")).Description);
        Assert.False(Assert.Single(application.Check("it").Arguments).HasDefault);
        Assert.Equal(HealthTraits.Synchronous, application.Check("it").Traits);
    }

    [Theory]
    [InlineData("string value = \"say \\\"hi\\\"\\r\\n\\t\\\\ \\u2028 {0} \\0\"")]
    [InlineData("string? value = null")]
    [InlineData("bool value = true")]
    [InlineData("sbyte value = sbyte.MinValue")]
    [InlineData("byte value = 255")]
    [InlineData("short value = -1")]
    [InlineData("ushort value = 9")]
    [InlineData("int value = int.MinValue")]
    [InlineData("uint value = uint.MaxValue")]
    [InlineData("long value = long.MinValue")]
    [InlineData("ulong value = ulong.MaxValue")]
    [InlineData("nint value = -3")]
    [InlineData("nuint value = 3")]
    [InlineData("float value = float.NaN")]
    [InlineData("float value = 0.1f")]
    [InlineData("float value = float.NegativeInfinity")]
    [InlineData("double value = double.NaN")]
    [InlineData("double value = double.PositiveInfinity")]
    [InlineData("double value = double.Epsilon")]
    [InlineData("double value = -0.0")]
    [InlineData("double value = 1e300")]
    [InlineData("decimal value = -79228162514264337593543950335m")]
    [InlineData("decimal value = 1.50m")]
    [InlineData("DayOfWeek value = DayOfWeek.Friday")]
    [InlineData("DayOfWeek value = (DayOfWeek)(-1)")]
    [InlineData("AttributeTargets value = AttributeTargets.Class | AttributeTargets.Method")]
    [InlineData("TimeSpan value = default")]
    [InlineData("DateTimeOffset value = default")]
    [InlineData("Guid value = default")]
    [InlineData("Uri? value = null")]
    [InlineData("int? value = null")]
    [InlineData("int? value = -4")]
    [InlineData("DayOfWeek? value = DayOfWeek.Sunday")]
    [InlineData("Guid? value = null")]
    [InlineData("decimal? value = 2m")]
    public async Task A_default_value_stays_what_it_is(string parameter)
    {
        // The compiler itself says what the default is: it passes it where the caller leaves the argument out.
        using var application = Check(
            $"bool M({parameter}) => Agrees(value)",
            """
            private static bool s_asked;
            private static object? s_answer;

            private static bool Agrees(object? value)
            {
                if (s_asked)
                {
                    s_answer = value;
                    return true;
                }

                s_asked = true;
                M();
                return Equals(value, s_answer) && value?.GetType() == s_answer?.GetType() && $"{value}" == $"{s_answer}";
            }
            """);

        Assert.Equal(HealthStatus.Healthy, (await application.RunAsync("it")).Status);
        Assert.True(Assert.Single(application.Check("it").Arguments).HasDefault);
    }

    [Fact]
    public async Task The_configuration_beats_the_default()
    {
        using var application = Check("(bool, string) M(int days = 3, string unit = \"d\") => (true, days + unit)");
        application.Arguments["days"] = "5";

        Assert.Equal("5d", (await application.RunAsync("it")).Description);
    }

    [Fact]
    public void An_argument_says_what_it_expects()
    {
        using var application = Check("bool M(byte @class) => true");

        var argument = Assert.Single(application.Check("it").Arguments);
        Assert.Equal("class", argument.Name);
        Assert.Equal("'300' is not a whole number from 0 to 255.", Assert.Throws<FormatException>(() => argument.Parse("300")).Message);
    }

    [Fact]
    public async Task Everything_mixes_in_any_order()
    {
        using var application = Check("async Task<(bool, string?)> M(CancellationToken token, int a, StringBuilder text, string b = \"x\", IServiceProvider? services = null) { await Task.Yield(); return (services is not null, $\"{a}{text}{b}\"); }");
        application.Services.AddSingleton(new StringBuilder("-"));
        application.Arguments["a"] = "1";

        Assert.Equal("1-x", (await application.RunAsync("it")).Description);
        Assert.Equal(HealthTraits.Services | HealthTraits.Cancellation, application.Check("it").Traits);
    }

    private static Application Check(string method, string more = "") => new(Driver.Generate(new Project(
        $$"""
        using System.Text;
        #pragma warning disable CS8618
        namespace Shop { internal static class Health { [HealthCheck("it")] internal static {{method}}{{(method.EndsWith('}') ? "" : ";")}} {{more}} } }
        """)));
}

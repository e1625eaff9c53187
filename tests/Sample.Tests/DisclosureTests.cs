using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;

namespace HealthPoint.Samples;

/// <summary>What each kind of caller sees of samples/WebApp.</summary>
public sealed partial class DisclosureTests(WebAppServer server) : IClassFixture<WebAppServer>
{
    private readonly HttpClient _client = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    [Fact]
    public async Task Everybody_learns_that_the_service_is_unhealthy_and_nothing_else()
    {
        using var response = await _client.GetAsync("/health/", credentials: null);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("{}", await response.TextAsync());
    }

    [Fact]
    public async Task John_sees_every_check_with_its_verdict()
    {
        using var response = await _client.GetAsync("/health/", "john:doe");
        var report = JsonNode.Parse(await response.TextAsync())!.AsObject();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("Shop.ShopHealth.UserSignup, orders, content-root", Names(report["success"]));
        Assert.Equal("payments, warehouse", Names(report["error"]));
        Assert.Equal("stock", Names(report["warning"]));
    }

    [Fact]
    public async Task The_password_in_the_message_of_an_exception_is_masked()
    {
        using var response = await _client.GetAsync("/health/?test=warehouse", "john:doe");

        Assert.Equal(
            """{"success":{},"error":{"warehouse":"no answer from Server=warehouse;User Id=shop;Password=***;Timeout=2"}}""",
            await response.TextAsync());
    }

    [Theory]
    [InlineData("john:wrong")]
    [InlineData("jane:doe")]
    [InlineData("ada:lovelace")]
    public async Task Wrong_credentials_are_worth_as_much_as_none(string credentials)
    {
        using var response = await _client.GetAsync("/health/", credentials);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("{}", await response.TextAsync());
    }

    [Fact]
    public async Task Staff_with_a_cookie_see_what_john_sees_until_they_sign_out()
    {
        await SignInAsync("ada", "lovelace");

        using var asAda = await _client.GetAsync("/health/", credentials: null);
        using var asJohn = await server.CreateClient().GetAsync("/health/", "john:doe");
        Assert.Equal(await asJohn.TextAsync(), await asAda.TextAsync());

        using var home = await _client.GetAsync("/", credentials: null);
        Assert.Contains("staff: you see why a check fails", await home.TextAsync(), StringComparison.Ordinal);

        using var signedOut = await SubmitAsync("/", "/Logout", new(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        using var afterwards = await _client.GetAsync("/health/", credentials: null);
        Assert.Equal("{}", await afterwards.TextAsync());
    }

    [Fact]
    public async Task A_customer_who_is_signed_in_sees_as_much_as_everybody()
    {
        await SignInAsync("bob", "builder");

        using var response = await _client.GetAsync("/health/", credentials: null);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("{}", await response.TextAsync());

        using var selected = await _client.GetAsync("/health/?test=stock", credentials: null);
        Assert.Equal(HttpStatusCode.NotFound, selected.StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_is_told_on_the_form()
    {
        using var response = await SubmitAsync("/login", "/login", new(StringComparer.Ordinal) { ["Name"] = "ada", ["Password"] = "wrong" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Location"));
        Assert.Contains("There is no account with this name and password.", await response.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_another_site_signs_nobody_in()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["Name"] = "ada", ["Password"] = "lovelace" });
        using var response = await _client.PostAsync(new Uri("/login", UriKind.Relative), form, Requests.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_checks_tagged_ready_are_green()
    {
        const string Ready = """{"success":{"orders":"2 of at most 100 open orders","content-root":"appsettings.json can be read"},"error":{}}""";

        using var selected = await _client.GetAsync("/health/?tag=ready", "john:doe");
        Assert.Equal(HttpStatusCode.OK, selected.StatusCode);
        Assert.Equal(Ready, await selected.TextAsync());

        using var endpoint = await _client.GetAsync("/health/ready/", "john:doe");
        Assert.Equal(Ready, await endpoint.TextAsync());

        using var anonymous = await _client.GetAsync("/health/ready/", credentials: null);
        Assert.Equal(HttpStatusCode.OK, anonymous.StatusCode);
        Assert.Equal("{}", await anonymous.TextAsync());
    }

    [Fact]
    public async Task A_degraded_check_is_a_warning_and_no_failure()
    {
        using var response = await _client.GetAsync("/health/?test=stock", "john:doe");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"success":{},"error":{},"warning":{"stock":"sold out: Sugar tongs"}}""", await response.TextAsync());
    }

    [Fact]
    public async Task Outside_development_there_are_neither_credentials_nor_accounts()
    {
        await using var production = server.WithWebHostBuilder(static builder => builder.UseSetting("environment", "Production"));

        using var response = await production.CreateClient().GetAsync("/health/", "john:doe");
        Assert.Equal("{}", await response.TextAsync());
    }

    private static string Names(JsonNode? group) => string.Join(", ", group!.AsObject().Select(static check => check.Key));

    private async Task SignInAsync(string name, string password)
    {
        using var response = await SubmitAsync("/login", "/login", new(StringComparer.Ordinal) { ["Name"] = name, ["Password"] = password });
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    /// <summary>Fills in the form of a page, as a browser does.</summary>
    private async Task<HttpResponseMessage> SubmitAsync(string page, string action, Dictionary<string, string> fields)
    {
        using var shown = await _client.GetAsync(page, credentials: null);
        fields.Add("__RequestVerificationToken", VerificationToken().Match(await shown.TextAsync()).Groups["token"].Value);
        using var form = new FormUrlEncodedContent(fields);
        return await _client.PostAsync(new Uri(action, UriKind.Relative), form, Requests.Cancellation);
    }

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VerificationToken();
}

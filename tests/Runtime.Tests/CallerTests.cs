using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthPoint.Tests;

public sealed class CallerTests
{
    private const string Seen = """{"success":{"a":"all is well"},"error":{}}""";

    [Theory]
    [InlineData("john:wrong")]
    [InlineData("john:")]
    [InlineData("john")]
    [InlineData(":doe")]
    [InlineData("JOHN:doe")]
    [InlineData("john:doe ")]
    [InlineData("")]
    public async Task Wrong_credentials_make_an_anonymous_caller(string user)
    {
        await using var app = await StartAsync();
        var answer = await app.SendAsync("/health/", user);
        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic am9o*bjpkb2U=")]
    [InlineData("Basic am9obj pkb2U=")]
    [InlineData("Basic am9objpkb2U=, x")]
    [InlineData("Basic am9objpkb2U")]
    [InlineData("Basic\tam9objpkb2U=")]
    [InlineData("Basic /////w==")]
    [InlineData("Basicam9objpkb2U=")]
    [InlineData("Bearer am9objpkb2U=")]
    [InlineData("Digest username=\"john\"")]
    [InlineData("=")]
    public async Task Garbage_in_the_authorization_header_is_never_an_error(string header)
    {
        await using var app = await StartAsync();
        var answer = await app.SendWithAuthorizationAsync("/health/", header);
        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("Basic \u00e9\u00e8")]
    [InlineData("Basic am9objpkb2U=\u00ff")]
    [InlineData("\u00fe")]
    public async Task Bytes_beyond_ascii_in_the_authorization_header_are_never_an_error(string header)
    {
        // HttpClient refuses to send such bytes, so the test writes the request by hand.
        await using var app = await StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", app.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET /health/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {header}\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Matches("^HTTP/1.1 (200 OK|400 Bad Request)", answer); // 400 is Kestrel's own, for bytes that are no UTF-8
        Assert.DoesNotContain("all is well", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_authorization_header_is_never_an_error()
    {
        await using var app = await StartAsync();
        var answer = await app.SendWithAuthorizationAsync("/health/", "Basic " + new string('A', 20_000));
        Assert.Equal((200, "{}"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Two_authorization_headers_are_malformed()
    {
        await using var app = await StartAsync();
        var right = Convert.ToBase64String(Encoding.UTF8.GetBytes("john:doe"));
        var answer = await app.SendAsync("/health/", configure: request =>
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Basic " + right);
            request.Headers.TryAddWithoutValidation("Authorization", "Basic xyz");
        });
        Assert.Equal("{}", answer.Body);
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("BASIC")]
    [InlineData("Basic  ")]
    public async Task The_scheme_is_read_ignoring_case_and_extra_spaces(string scheme)
    {
        await using var app = await StartAsync();
        Assert.Equal(Seen, (await app.SendWithAuthorizationAsync("/health/", scheme + " am9objpkb2U=")).Body);
    }

    [Theory]
    [InlineData("john", "d:o:e")]
    [InlineData("jürgen", "pässwörd€🙂")]
    [InlineData("a b", " c ")]
    public async Task Passwords_with_colons_and_credentials_beyond_ascii_work(string username, string password)
    {
        await using var app = await StartAsync(new() { ["HealthPoint:BasicAuth:Username"] = username, ["HealthPoint:BasicAuth:Password"] = password });
        Assert.Equal(Seen, (await app.SendAsync("/health/", $"{username}:{password}")).Body);
        Assert.Equal("{}", (await app.SendAsync("/health/", $"{username}:{password}x")).Body);
    }

    [Fact]
    public async Task More_users_can_be_configured()
    {
        await using var app = await StartAsync(new()
        {
            ["HealthPoint:BasicAuth:Users:0:Username"] = "jane",
            ["HealthPoint:BasicAuth:Users:0:Password"] = "roe",
            ["HealthPoint:BasicAuth:Users:1:Username"] = "john",
            ["HealthPoint:BasicAuth:Users:1:Password"] = "new",
        });
        Assert.Equal(Seen, (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal(Seen, (await app.SendAsync("/health/", "john:new")).Body);
        Assert.Equal(Seen, (await app.SendAsync("/health/", "jane:roe")).Body);
        Assert.Equal("{}", (await app.SendAsync("/health/", "jane:doe")).Body);
    }

    [Fact]
    public async Task Credentials_mean_nothing_where_none_are_configured()
    {
        await using var app = await TestApp.StartAsync(AddCheck);
        Assert.Equal("{}", (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal("{}", (await app.SendAsync("/health/", ":")).Body);
    }

    [Fact]
    public async Task Credentials_follow_a_reload_of_the_configuration()
    {
        await using var app = await StartAsync();
        app.Reload("HealthPoint:BasicAuth:Password", "changed");
        Assert.Equal("{}", (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal(Seen, (await app.SendAsync("/health/", "john:changed")).Body);
    }

    [Fact]
    public async Task A_password_that_is_rotated_out_is_out_although_the_reload_is_refused_for_another_mistake()
    {
        await using var app = await StartAsync(new() { ["HealthPoint:BasicAuth:Users:0:Username"] = "jane", ["HealthPoint:BasicAuth:Users:0:Password"] = "roe" });
        app.Reload(new() { ["HealthPoint:BasicAuth:Password"] = "changed", ["HealthPoint:FailureStatusCod"] = "503", ["HealthPoint:AllowAnonymousSelection"] = "true" });
        Assert.Equal("{}", (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal(Seen, (await app.SendAsync("/health/", "john:changed")).Body);
        Assert.Equal(Seen, (await app.SendAsync("/health/", "jane:roe")).Body);

        // All other settings stay.
        Assert.Equal(404, (await app.SendAsync("/health/?test=a")).Status);
        Assert.Equal(
            [
                "HealthPoint: the reloaded configuration is refused, the last good settings stay: HealthPoint:FailureStatusCod is not a key of HealthPoint. Did you mean 'FailureStatusCode'?",
                "HealthPoint: of the refused configuration, HealthPoint:BasicAuth came into force all the same, since no mistake is in it.",
            ],
            Told(app),
            StringComparer.Ordinal);

        // The test changes another password while the mistake is still there.
        app.Reload(new() { ["HealthPoint:BasicAuth:Username"] = null, ["HealthPoint:BasicAuth:Password"] = null, ["HealthPoint:BasicAuth:Users:0:Password"] = "new" });
        Assert.Equal("{}", (await app.SendAsync("/health/", "john:changed")).Body);
        Assert.Equal("{}", (await app.SendAsync("/health/", "jane:roe")).Body);
        Assert.Equal(Seen, (await app.SendAsync("/health/", "jane:new")).Body);
        Assert.Equal(3, Told(app).Count());
    }

    [Theory]
    [InlineData("HealthPoint:BasicAuth:Username", "jo:hn")]
    [InlineData("HealthPoint:BasicAuth:User", "john")]
    [InlineData("HealthPoint:BasicAuth", "john:changed")]
    [InlineData("HealthPoint:BasicAuth:Users:0:Username", "jane")]
    [InlineData("healthpoint:basicauth:usernam", "john")]
    [InlineData("HealthPoint", "on")]
    public async Task Credentials_with_a_mistake_of_their_own_stay_as_they_were(string key, string value)
    {
        await using var app = await StartAsync();
        app.Reload(new() { ["HealthPoint:BasicAuth:Password"] = "changed", [key] = value });
        Assert.Equal(Seen, (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.Equal("{}", (await app.SendAsync("/health/", "john:changed")).Body);
        Assert.Single(Told(app));
    }

    [Fact]
    public async Task Credentials_under_a_misspelt_key_stay_as_they_were()
    {
        await using var app = await StartAsync();
        app.Reload(new()
        {
            ["HealthPoint:BasicAuth:Username"] = null,
            ["HealthPoint:BasicAuth:Password"] = null,
            ["HealthPoint:BasicAut:Username"] = "john",
            ["HealthPoint:BasicAut:Password"] = "changed",
        });
        Assert.Equal(Seen, (await app.SendAsync("/health/", "john:doe")).Body);
        Assert.EndsWith("Did you mean 'BasicAuth'?", Assert.Single(Told(app)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_throws_makes_no_error_page_of_refused_credentials()
    {
        await using var app = await StartAsync();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is "healthpoint.auth.rejected" && ReferenceEquals(instrument.Meter.Scope, app.Services.GetRequiredService<IMeterFactory>()))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        var told = 0;
        listener.SetMeasurementEventCallback<long>((_, _, _, _) =>
        {
            told++;
            throw new InvalidOperationException("a broken listener");
        });
        listener.Start();

        Assert.Equal(200, (await app.SendAsync("/health/", "mallory:1")).Status);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task Refused_credentials_are_counted_each_time_and_logged_once_a_minute_without_a_name()
    {
        var time = new ManualTime();
        await using var app = await StartAsync(before: builder => builder.Services.AddSingleton<TimeProvider>(time));
        long rejected = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "HealthPoint", Name: "healthpoint.auth.rejected" } && ReferenceEquals(instrument.Meter.Scope, app.Services.GetRequiredService<IMeterFactory>()))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref rejected, value));
        listener.Start();

        await app.SendAsync("/health/", "mallory:1");
        await app.SendAsync("/health/", "mallory:2");
        await app.SendWithAuthorizationAsync("/health/", "Basic !!!");
        await app.SendAsync("/health/", "john:doe");
        await app.SendAsync("/health/");
        Assert.Equal(3, rejected);
        Assert.Single(Refusals());

        time.Advance(TimeSpan.FromMinutes(1));
        await app.SendAsync("/health/", "mallory:3");
        Assert.Equal(4, rejected);
        Assert.Equal(2, Refusals().Length);
        Assert.All(app.Log.Lines, static line => Assert.DoesNotContain("mallory", line.Message, StringComparison.Ordinal));

        TestLog.Line[] Refusals() => [.. app.Log.OfHealthPoint.Where(static line => line.Level == LogLevel.Warning && line.Message.Contains("credentials", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("staff", true)]
    [InlineData("Staff", false)]
    [InlineData("customer", false)]
    [InlineData("", false)]
    public async Task A_signed_in_user_in_the_staff_role_sees_why(string role, bool sees)
    {
        await using var app = await StartAsync(before: AddHeaderAuthentication);
        Assert.Equal(sees ? Seen : "{}", (await SignedInAsync(app, role)).Body);
    }

    [Fact]
    public async Task Staff_with_stale_basic_credentials_are_still_staff()
    {
        await using var app = await StartAsync(before: AddHeaderAuthentication);
        var answer = await app.SendAsync("/health/", "john:stale", configure: static request => request.Headers.Add("X-Role", "staff"));
        Assert.Equal(Seen, answer.Body);
    }

    [Fact]
    public async Task Staff_roles_are_a_list_in_the_configuration_or_one_text_with_commas_and_take_the_place_of_those_in_code()
    {
        TestSettings[] ways =
        [
            new() { ["HealthPoint:StaffRoles"] = "ops, admin," },
            new() { ["HealthPoint:StaffRoles:0"] = "ops", ["HealthPoint:StaffRoles:1"] = "admin" },
            new() { ["HealthPoint:StaffRoles:0"] = "nobody", ["HealthPoint:StaffRoles"] = "ops,admin" },
        ];
        foreach (var way in ways)
        {
            await using var app = await StartAsync(way, AddHeaderAuthenticationAndRoles);
            Assert.Equal(Seen, (await SignedInAsync(app, "ops")).Body);
            Assert.Equal(Seen, (await SignedInAsync(app, "admin")).Body);
            foreach (var role in new[] { "staff", "coded", "nobody", "ops,admin", "ops, admin,", "" })
            {
                Assert.Equal("{}", (await SignedInAsync(app, role)).Body);
            }
        }

        static void AddHeaderAuthenticationAndRoles(WebApplicationBuilder builder)
        {
            AddHeaderAuthentication(builder);
            builder.Services.Configure<HealthPointOptions>(static options => options.StaffRoles = ["coded"]);
        }
    }

    [Fact]
    public async Task A_staff_role_in_code_may_hold_a_comma_and_without_any_nobody_is_staff()
    {
        await using var app = await StartAsync(before: static builder =>
        {
            AddHeaderAuthentication(builder);
            builder.Services.Configure<HealthPointOptions>(static options => options.StaffRoles = ["ops, nights", "admin"]);
        });
        Assert.Equal(Seen, (await SignedInAsync(app, "ops, nights")).Body);
        Assert.Equal(Seen, (await SignedInAsync(app, "admin")).Body);
        Assert.Equal("{}", (await SignedInAsync(app, "ops")).Body);
        app.Reload("HealthPoint:StaffRoles", "");
        Assert.Equal("{}", (await SignedInAsync(app, "admin")).Body);
        Assert.Equal("{}", (await SignedInAsync(app, "")).Body);
        app.Reload("HealthPoint:StaffRoles", "ops");
        Assert.Equal(Seen, (await SignedInAsync(app, "ops")).Body);
    }

    [Fact]
    public async Task A_signed_in_user_who_is_no_staff_is_forbidden_where_authentication_is_required()
    {
        await using var app = await StartAsync(new() { ["HealthPoint:AuthRequired"] = "true" }, AddHeaderAuthentication);
        var answer = await SignedInAsync(app, "customer");
        Assert.Equal((403, "{}"), (answer.Status, answer.Body));
        Assert.Empty(answer.Headers.WwwAuthenticate);
        Assert.Equal(401, (await app.SendAsync("/health/")).Status);
        Assert.Equal(200, (await SignedInAsync(app, "staff")).Status);
    }

    [Fact]
    public async Task A_staff_policy_wins_over_the_role_and_its_own_schemes_count()
    {
        // "Other" is not the default scheme, so only the policy's own authentication finds the user.
        await using var app = await StartAsync(new() { ["HealthPoint:StaffPolicy"] = "operators" }, static builder =>
        {
            builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("Default", null).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("Other", null);
            builder.Services.Configure<AuthenticationOptions>(static options => options.DefaultScheme = "Default");
            builder.Services.AddAuthorizationBuilder().AddPolicy("operators", static policy => policy.AddAuthenticationSchemes("Other").RequireRole("operator"));
        });
        var operatorAnswer = await app.SendAsync("/health/", configure: static request => request.Headers.Add("X-Other-Role", "operator"));
        Assert.Equal(Seen, operatorAnswer.Body);
        Assert.Equal("{}", (await SignedInAsync(app, "staff")).Body);
        Assert.Equal("{}", (await app.SendAsync("/health/")).Body);
        Assert.Equal(Seen, (await app.SendAsync("/health/", "john:doe")).Body);
    }

    [Fact]
    public async Task A_staff_policy_leaves_the_requests_user_alone_and_who_is_signed_in_is_forbidden_not_challenged()
    {
        string? seen = null;
        await using var app = await TestApp.StartAsync(
            AddCheck,
            app =>
            {
                app.Use(async (context, next) =>
                {
                    await next(context);
                    seen = context.User.FindFirst(ClaimTypes.Role)?.Value;
                });
                app.MapHealthPoint();
            },
            settings: TestSettings.John.And(new() { ["HealthPoint:StaffPolicy"] = "operators", ["HealthPoint:AuthRequired"] = "true" }),
            before: static builder =>
            {
                AddHeaderAuthentication(builder);
                builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("Other", null);
                builder.Services.AddAuthorizationBuilder().AddPolicy("operators", static policy => policy.AddAuthenticationSchemes("Other").RequireRole("operator"));
            });
        Assert.Equal(403, (await SignedInAsync(app, "customer")).Status);
        await Until.TrueAsync(() => seen is "customer");
    }

    [Fact]
    public async Task A_staff_policy_that_throws_makes_an_anonymous_caller_and_is_logged()
    {
        await using var app = await StartAsync(new() { ["HealthPoint:StaffPolicy"] = "throws" }, static builder =>
            builder.Services.AddAuthorizationBuilder().AddPolicy("throws", static policy => policy.RequireAssertion(static bool (_) => throw new InvalidOperationException("the policy broke"))));
        for (var i = 0; i < 3; i++)
        {
            var answer = await app.SendAsync("/health/");
            Assert.Equal((200, "{}"), (answer.Status, answer.Body));
        }

        // The line is logged once a minute at most, since any caller can cause it.
        Assert.Single(app.Log.OfHealthPoint, static line => line.Exception is InvalidOperationException { Message: "the policy broke" });
    }

    private static IEnumerable<string> Told(TestApp app) =>
        app.Log.OfHealthPoint.Where(static line => line.Level >= LogLevel.Warning && line.Message.Contains("configuration", StringComparison.Ordinal)).Select(static line => line.Message);

    private static Task<TestApp> StartAsync(TestSettings? settings = null, Action<WebApplicationBuilder>? before = null) =>
        TestApp.StartAsync(AddCheck, settings: TestSettings.John.And(settings), before: before);

    private static void AddCheck(IHealthPointBuilder builder) =>
        builder.AddCheck("a", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy("all is well")));

    private static void AddHeaderAuthentication(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication("Default").AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>("Default", null);
        builder.Services.AddAuthorization();
    }

    private static Task<TestApp.Answer> SignedInAsync(TestApp app, string role) =>
        app.SendAsync("/health/", configure: request => request.Headers.Add("X-Role", role));

    /// <summary>Signs in any caller that names its role, for the tests.</summary>
    private sealed class HeaderAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = string.Equals(Scheme.Name, "Default", StringComparison.Ordinal) ? "X-Role" : "X-Other-Role";
            return Task.FromResult(Request.Headers.TryGetValue(header, out var role)
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role.ToString())], Scheme.Name)), Scheme.Name))
                : AuthenticateResult.NoResult());
        }
    }
}

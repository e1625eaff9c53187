using Microsoft.AspNetCore.Authentication.Cookies;
using Shop;
using WebApp;

var builder = WebApplication.CreateBuilder(args);

// The application itself: a shop, pages, and accounts that sign in with a cookie.
builder.Services.AddShop(builder.Configuration.GetConnectionString("Shop"));
builder.Services.AddRazorPages();
builder.Services.AddAuthorization();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => cookie.LoginPath = "/login");
builder.Services.Configure<Accounts>(builder.Configuration.GetSection("Accounts"));

// Its health: every [HealthCheck] method, also the internal ones of the class library Shop. Ordinary checks join in.
builder.Services.AddHealthPoint();
builder.Services.AddHealthChecks().AddCheck<ContentRootHealthCheck>("content-root", tags: [HealthTags.Ready]);

var app = builder.Build();
await app.Services.PrepareShopAsync();

app.MapHealthPoint();
app.MapHealthPoint("/health/ready/", endpoint => endpoint.Tags = [HealthTags.Ready]);

// The same checks for probes of other kinds: Kubernetes, django-alive, Dockerflow.
app.MapProbes();
app.MapAlive();
app.MapDockerflow();
app.MapRazorPages();
app.Run();

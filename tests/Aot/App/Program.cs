using Aot.App;
using Aot.Plugin;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// One of everything, compiled to native code by scripts/aot.sh, which also knows what has to be answered.
var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
{
    ["HealthPoint:BasicAuth:Username"] = "john",
    ["HealthPoint:BasicAuth:Password"] = "doe",
    ["HealthPoint:DefaultTimeout"] = "00:00:30",
    ["HealthPoint:Silenced:0"] = "silenced",
    ["HealthPoint:Checks:arguments:Arguments:number"] = "42",
    ["HealthPoint:Checks:arguments:Arguments:day"] = "Friday",
    ["HealthPoint:Checks:arguments:Arguments:age"] = "1.02:03:04",
    ["HealthPoint:Checks:arguments:Arguments:address"] = "https://example.org/a",
});
builder.Services.AddKeyedSingleton("replica", new Replica("second"));
builder.Services.AddHostedService<Pump>();
builder.Services.AddSingleton<IValve>(new Valve("open")).AddSingleton<IValve, OtherValve>();
builder.Services.AddHealthPoint()
    .AddAssembly(typeof(Gauge).Assembly)
    .AddObserver<Recorder>()
    .AddFormatter<CsvFormat>()
    .AddCheck("delegate", static (_, _) => ValueTask.FromResult(HealthCheckResult.Healthy("a delegate")));
builder.Services.AddHealthChecks().AddCheck<OrdinaryCheck>("ordinary");

var app = builder.Build();
app.MapHealthPoint();
app.MapProbes();
app.MapAlive();
app.MapDockerflow();
app.MapHealthChecks("/hc");
app.MapGet("/observed", static context => context.Response.WriteAsync(context.RequestServices.GetRequiredService<Recorder>().ToString()));
app.Run();

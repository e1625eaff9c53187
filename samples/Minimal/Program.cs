var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthPoint();      // every [HealthCheck] of the application and of what it references
var app = builder.Build();
app.MapHealthPoint();                   // GET /health/
app.Run();

internal static class Health
{
    [HealthCheck]
    internal static bool Disk(IHostEnvironment host) => new DriveInfo(host.ContentRootPath).AvailableFreeSpace > 100_000_000;

    [HealthCheck]
    internal static (bool, string) Uploads(IHostEnvironment host, string folder = "uploads") =>
        (Directory.Exists(Path.Combine(host.ContentRootPath, folder)), $"looked for the folder {folder}");
}

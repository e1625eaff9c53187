using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthPoint();
var app = builder.Build();
app.MapProbes();
app.MapGet("/work", static () => "done");
app.Run();

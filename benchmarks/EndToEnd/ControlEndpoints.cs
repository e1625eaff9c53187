namespace HealthPoint.Benchmarks;

/// <summary>What a measured server has beside <c>/health/</c>.</summary>
internal static class ControlEndpoints
{
    /// <summary>The bare endpoint; its path is as long as that of <see cref="BenchmarkHost.HealthPath"/>.</summary>
    public const string BarePath = "/simple/";

    /// <summary>GET: the <see cref="Usage"/>.</summary>
    public const string UsagePath = "/control/usage";

    /// <summary>PUT: the body that the bare endpoint answers with from now on.</summary>
    public const string BodyPath = "/control/body";

    private static byte[] _body = "{}"u8.ToArray();

    public static void Map(WebApplication app)
    {
        app.MapGet(BarePath, AnswerAsync);
        app.MapGet(UsagePath, static () => new Usage(
            // The kernel's own account, exact to the microsecond; Process reads one that counts ticks of 10 ms.
            Environment.CpuUsage.TotalTime.TotalMicroseconds,
            GC.GetTotalAllocatedBytes(precise: true),
            Work.Runs,
            Work.LastRuns));
        app.MapPut(BodyPath, static async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _body = body.ToArray();
        });
    }

    /// <summary>The least that can send the bytes and headers of HealthPoint's answer.</summary>
    private static Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = _body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }
}

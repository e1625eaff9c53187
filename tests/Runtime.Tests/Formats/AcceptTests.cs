using HealthPoint.Tests.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthPoint.Tests.Formats;

public sealed class AcceptTests
{
    private const string Json = "application/json", Health = "application/health+json", Text = "text/plain", Metrics = "application/openmetrics-text";

    [Theory]
    // Callers that do not care: HAProxy, wget, HttpClient and with it the HealthChecks UI; curl, kube-probe, node-fetch; Consul.
    [InlineData(Json)]
    [InlineData(Json, "")]
    [InlineData(Json, "*/*")]
    [InlineData(Text, "text/plain, text/*, */*;q=0.1")]
    // Chrome, Firefox, Safari, a picture, an old Java, axios, jQuery.
    [InlineData(Json, "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7")]
    [InlineData(Json, "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8")]
    [InlineData(Json, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [InlineData(Json, "image/avif,image/webp,*/*")]
    [InlineData(Json, "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2")]
    [InlineData(Json, "application/json, text/plain, */*")]
    [InlineData(Json, "application/json, text/javascript, */*; q=0.01")]
    [InlineData(Text, "text/plain, */*; q=0.01")]
    // Prometheus 2.42, 2.55 with protobuf, 3.0, 3.5 and with names escaped; a caller that wants the old text only.
    [InlineData(Metrics, "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")]
    [InlineData(Metrics, "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2")]
    [InlineData(Metrics, "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2")]
    [InlineData(Metrics, "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2")]
    [InlineData(Metrics, "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,*/*;q=0.2")]
    [InlineData(Json, "text/plain;version=0.0.4;q=0.5,*/*;q=0.1")]
    [InlineData(Json, "text/plain;version=0.0.4")]
    [InlineData(Json, "application/openmetrics-text;version=0.0.1")]
    // Each format by its media type.
    [InlineData(Json, "application/json")]
    [InlineData(Json, "APPLICATION/JSON; CHARSET=\"UTF-8\"")]
    [InlineData(Health, "application/health+json")]
    [InlineData(Health, "application/health+json, */*")]
    [InlineData(Text, "text/plain")]
    [InlineData(Text, "text/plain;charset=utf-8")]
    [InlineData(Text, "text/plain;charset=UTF-8;q=0.5")]
    [InlineData(Metrics, "application/openmetrics-text")]
    [InlineData(Metrics, "application/openmetrics-text; version=\"1.0.0\"")]
    // Ranges, and the format that is meant by each.
    [InlineData(Text, "text/*")]
    [InlineData(Json, "application/*")]
    [InlineData(Text, "text/*, */*")]
    [InlineData(Text, "application/json;q=0.1, text/*;q=0.2")]
    [InlineData(Health, "*/*;q=0.9, application/json;q=0.5, application/health+json")]
    [InlineData(Text, "text/*;q=0.1, text/plain;q=0.9, application/*;q=0.5")]
    [InlineData(Json, "text/plain;q=0.1, text/*;q=0.9, application/*;q=0.5")]
    [InlineData(Health, "application/health+json, text/plain")]
    [InlineData(Health, "text/plain, application/health+json")]
    [InlineData(Text, "application/health+json;q=0.5, text/plain")]
    [InlineData(Text, "application/json;q=0.999, text/plain")]
    // Formats that the caller refuses.
    [InlineData(Health, "application/json;q=0, */*")]
    [InlineData(Text, "application/*;q=0, */*")]
    [InlineData(Json, "*/*;q=0")]
    [InlineData(Json, "application/json;q=0")]
    [InlineData(Json, "text/plain;q=0.000")]
    // Headers that no format fits, and headers that no program can read.
    [InlineData(Json, "image/png")]
    [InlineData(Json, "text/html")]
    [InlineData(Json, "text/plain;charset=iso-8859-1")]
    [InlineData(Json, "text/plain;format=flowed")]
    [InlineData(Json, "text/plain;q=abc")]
    [InlineData(Json, "text/plain;q=2")]
    [InlineData(Json, "text/plain;q=-1")]
    [InlineData(Json, "text")]
    [InlineData(Json, "text/")]
    [InlineData(Json, "/plain")]
    [InlineData(Json, "*/plain")]
    [InlineData(Json, "text/plain text/plain")]
    [InlineData(Json, ";;;,,,===")]
    [InlineData(Json, "text/plain;charset=\"")]
    public async Task Accept_chooses_the_format(string type, string? accept = null)
    {
        await using var app = await FormatHost.StartAsync(HealthStatus.Unhealthy);
        Assert.Equal(type, await ChosenAsync(app, accept is null ? [] : [accept]));
    }

    [Fact]
    public async Task Several_headers_are_one()
    {
        await using var app = await FormatHost.StartAsync(HealthStatus.Healthy);
        Assert.Equal(Text, await ChosenAsync(app, "application/json;q=0.5", "text/plain"));
        Assert.Equal(Json, await ChosenAsync(app, "text/html", "*/*"));
    }

    [Fact]
    public async Task A_header_that_is_longer_than_any_client_sends_is_not_read()
    {
        await using var app = await FormatHost.StartAsync(HealthStatus.Healthy);
        var filler = string.Concat(Enumerable.Repeat("image/png,", 200));
        Assert.Equal(Text, await ChosenAsync(app, filler + "text/plain"));
        Assert.Equal(Json, await ChosenAsync(app, filler + filler + "text/plain"));
        Assert.Equal(Json, await ChosenAsync(app, filler, filler, "text/plain"));
        Assert.Equal(Json, await ChosenAsync(app, new string(',', 20_000)));
    }

    [Fact]
    public async Task A_viewer_chooses_alike()
    {
        await using var app = await FormatHost.StartAsync(HealthStatus.Healthy);
        var answer = await app.SendAsync("/health/", "john:doe", configure: static request => request.Headers.TryAddWithoutValidation("Accept", "application/health+json"));
        Assert.StartsWith("""{"status":"pass","checks":{"a":""", answer.Body, StringComparison.Ordinal);
    }

    private static async Task<string?> ChosenAsync(TestApp app, params string[] accept)
    {
        var answer = await app.SendAsync("/health/", configure: request => request.Headers.TryAddWithoutValidation("Accept", accept));
        return answer.ContentHeaders.ContentType?.MediaType;
    }
}

namespace HealthPoint.Tests.Hosting;

internal static class HttpClientExtensions
{
    /// <summary>The body of an answer, whatever its status.</summary>
    public static async Task<string> GetStringOfAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}

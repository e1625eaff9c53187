using System.Net.Http.Headers;
using System.Text;

namespace HealthPoint.Samples;

internal static class Requests
{
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sends the request that <c>curl -u credentials</c> would send.</summary>
    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string address, string? credentials)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (credentials is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        return client.SendAsync(request, Cancellation);
    }

    public static Task<string> TextAsync(this HttpResponseMessage response) => response.Content.ReadAsStringAsync(Cancellation);
}

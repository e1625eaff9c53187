using HealthPoint.Formats;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace HealthPoint.Endpoints;

/// <summary>Sends answers as all our endpoints give them: not to be stored, with a length, and never to be read as another content type.</summary>
internal static class Response
{
    private const string AllowedMethods = "GET, HEAD";

    /// <summary>Whether the method is one that our endpoints answer.</summary>
    public static bool Answers(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    /// <summary>
    /// Our own 405. If the route named a method, a catch-all or a MapHealthChecks on the same path would answer instead.
    /// </summary>
    public static Task RefuseMethodAsync(HttpContext context)
    {
        context.Response.Headers.Allow = AllowedMethods;
        return SendEmptyAsync(context, StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>Sends an answer that is no report.</summary>
    public static Task SendEmptyAsync(HttpContext context, int status) => SendAsync(context, status, JsonFormat.MediaType, JsonFormat.Empty);

    /// <summary>Sends a body that is ready.</summary>
    public static Task SendAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        var response = Begin(context, status, contentType);
        response.ContentLength = body.Length;

        // Without the request's token, which is only made when it is first read: this write does not have to wait.
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, CancellationToken.None).AsTask();
    }

    /// <summary>Sets the headers of an answer whose body is yet to be written.</summary>
    public static HttpResponse Begin(HttpContext context, int status, string contentType)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.Headers.CacheControl = CacheControlHeaderValue.NoStoreString;
        response.Headers.XContentTypeOptions = "nosniff";
        return response;
    }
}

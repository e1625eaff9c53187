using Microsoft.AspNetCore.Http;

namespace HealthPoint;

/// <summary>
/// Supplies what <c>/__version__</c> answers, instead of <see cref="HealthPointOptions.VersionFile"/>. Add your own to the
/// services, with any lifetime; a singleton must be thread-safe.
/// </summary>
public interface IHealthVersionProvider
{
    /// <summary>
    /// The version object: JSON in UTF-8, sent as it is. Where there is none, <see langword="null"/> or empty memory, which is answered
    /// with 404. An exception is logged at most once a minute, and answered with 500, which tells the caller nothing of it.
    /// </summary>
    /// <param name="context">The request. Any caller may send one, and read the answer.</param>
    /// <param name="cancellation">Fires when the caller leaves.</param>
    /// <returns>The bytes of the answer; they must not change afterwards.</returns>
    ValueTask<ReadOnlyMemory<byte>?> GetVersionAsync(HttpContext context, CancellationToken cancellation);
}

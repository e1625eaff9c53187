using Microsoft.AspNetCore.Http;

namespace HealthPoint;

/// <summary>
/// Says what <c>/__version__</c> answers, instead of <see cref="HealthPointOptions.VersionFile"/>. Add yours to the
/// services, with whatever lifetime; a singleton must be thread-safe.
/// </summary>
public interface IHealthVersionProvider
{
    /// <summary>
    /// The version object: JSON in UTF-8, sent as it is. <see langword="null"/>, or nothing in it, where there is none,
    /// which is answered with 404. What this throws is logged at most once a minute and answered with 500, without a word of it.
    /// </summary>
    /// <param name="context">The request. Everybody may send one, and read the answer.</param>
    /// <param name="cancellation">Fires when the caller leaves.</param>
    /// <returns>The bytes of the answer; they must not change afterwards.</returns>
    ValueTask<ReadOnlyMemory<byte>?> GetVersionAsync(HttpContext context, CancellationToken cancellation);
}

namespace HealthPoint.Benchmarks;

/// <summary>An answer, but for its date.</summary>
internal sealed record Answer(string Headers, byte[] Body)
{
    /// <summary>Whether the same bytes went over the wire.</summary>
    public bool IsLike(Answer other) => string.Equals(Headers, other.Headers, StringComparison.Ordinal) && Body.AsSpan().SequenceEqual(other.Body);
}

namespace HealthPoint.Benchmarks;

/// <summary>Who answers at <c>/health/</c>.</summary>
public enum Contender
{
    /// <summary><c>MapHealthPoint</c>, with methods that bear <c>[HealthCheck]</c>.</summary>
    MapHealthPoint,

    /// <summary>The framework's <c>MapHealthChecks</c> and its own service, with delegates.</summary>
    MapHealthChecks,

    /// <summary>The same <c>MapHealthChecks</c> with the same delegates, but <c>AddHealthPoint</c> was called.</summary>
    MapHealthChecksOverHealthPoint,
}

using System.Globalization;

namespace HealthPoint.Benchmarks;

/// <summary>An application to be measured.</summary>
/// <param name="Contender">Who answers at <c>/health/</c>.</param>
/// <param name="Kind">What its checks do.</param>
/// <param name="Checks">How many there are.</param>
/// <param name="IsCached">Whether HealthPoint has its default <c>CacheDuration</c>, or 0.</param>
/// <param name="HasPredicate">Whether the endpoint chooses its checks, all of them, by a predicate.</param>
public sealed record Setup(Contender Contender, CheckKind Kind = CheckKind.Trivial, int Checks = 0, bool IsCached = false, bool HasPredicate = false)
{
    /// <summary>
    /// The assembly whose generated checks the application has. Delegates need none, and a second set of checks of the
    /// same names must not be there.
    /// </summary>
    public string ChecksAssembly => Contender == Contender.MapHealthPoint
        ? string.Create(CultureInfo.InvariantCulture, $"{Kind}{Checks}")
        : "Trivial0";
}

namespace HealthPoint.Tests.Never;

/// <summary>A request, byte for byte.</summary>
/// <param name="Bytes">What is sent.</param>
/// <param name="IsHead">Whether its answer has no body, whatever its headers say.</param>
/// <param name="IsLast">Whether it is unclear where the request ends, so that nothing can be asked on this connection after it.</param>
/// <param name="IsBrokenOff">Whether the caller leaves without waiting.</param>
internal sealed record Asked(byte[] Bytes, bool IsHead = false, bool IsLast = false, bool IsBrokenOff = false);

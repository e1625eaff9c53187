namespace HealthPoint.Disclosure;

/// <summary>The kinds of callers, as far as they matter to a health endpoint.</summary>
internal enum Caller
{
    /// <summary>May know whether the service is healthy.</summary>
    Anonymous,

    /// <summary>May know why it is not.</summary>
    Viewer,

    /// <summary>May know nothing; no check runs for this caller. It may come back with credentials.</summary>
    Unauthenticated,

    /// <summary>May know nothing, although it is authenticated.</summary>
    Forbidden,
}

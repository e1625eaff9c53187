namespace HealthPoint.Disclosure;

/// <summary>Who asks, as far as it matters to a health endpoint.</summary>
internal enum Caller
{
    /// <summary>May know whether the service is healthy.</summary>
    Anonymous,

    /// <summary>May know why it is not.</summary>
    Viewer,

    /// <summary>May know nothing; nothing runs for him. He might come back with credentials.</summary>
    Unauthenticated,

    /// <summary>May know nothing, and has told who he is.</summary>
    Forbidden,
}

namespace HealthPoint;

/// <summary>
/// Fails a health check with a message that may be shown to anyone. The message of any other exception is shown to
/// authenticated viewers only.
/// </summary>
/// <param name="publicMessage">The message that anyone may read, for example <c>database error</c>.</param>
/// <param name="inner">The cause, for the log and for viewers; or <see langword="null"/>.</param>
public class HealthCheckFailedException(string publicMessage, Exception? inner = null) : Exception(publicMessage, inner);

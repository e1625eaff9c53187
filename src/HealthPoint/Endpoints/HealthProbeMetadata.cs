namespace HealthPoint.Endpoints;

/// <summary>Marks our own endpoints.</summary>
/// <param name="AnswersFirst">
/// Whether the endpoint uses no service and ignores the caller, so that it may answer before all other middleware.
/// </param>
internal sealed record HealthProbeMetadata(bool AnswersFirst);

namespace HealthPoint.Endpoints;

/// <summary>The mark of our own endpoints.</summary>
/// <param name="AnswersFirst">
/// Whether the endpoint touches nothing and knows nobody, so that it may answer before all other middleware.
/// </param>
internal sealed record HealthProbeMetadata(bool AnswersFirst);

namespace HealthPoint.Benchmarks;

/// <summary>What it took to build and start an application, and then to answer <c>/health/</c> for the first time.</summary>
/// <param name="StartMicroseconds">CPU time until it was started.</param>
/// <param name="AnswerMicroseconds">CPU time of the first answer, the client's included.</param>
/// <param name="StartedBytes">Memory that is in use once it is started.</param>
/// <param name="AnsweredBytes">Memory that is in use after the first answer.</param>
internal sealed record StartCost(double StartMicroseconds, double AnswerMicroseconds, long StartedBytes, long AnsweredBytes);

namespace HealthPoint.Benchmarks;

internal static class ContenderTitle
{
    extension(Contender contender)
    {
        /// <summary>What tables call it.</summary>
        public string Title => contender switch
        {
            Contender.MapHealthPoint => "MapHealthPoint",
            Contender.MapHealthChecks => "MapHealthChecks",
            _ => "MapHealthChecks over HealthPoint's runner",
        };
    }
}

namespace Staff;

/// <summary>One of many: an application asks for all of them.</summary>
public interface IRule;

public sealed class SpeedRule : Member, IRule
{
    [HealthCheck("speed-rule")]
    internal (bool, string) Check() => Answer();
}

public sealed class WeightRule : IRule;

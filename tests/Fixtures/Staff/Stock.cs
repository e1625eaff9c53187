namespace Staff;

public interface IStock;

public interface IShelves;

/// <summary>What an application registers under an interface.</summary>
public sealed class Stock : Member, IStock, IShelves
{
    [HealthCheck("stock")]
    internal (bool, string) Check() => Answer();

    [HealthCheck("stock-scope")]
    internal bool IsOfTheRun(IStock stock) => ReferenceEquals(this, stock);

    [HealthStat("stock")]
    internal IReadOnlyDictionary<string, object?> Facts() => new Dictionary<string, object?>(StringComparer.Ordinal) { ["mark"] = Mark };
}

/// <summary>A decorator.</summary>
public sealed class LoudStock(IStock inner) : IStock
{
    public IStock Inner { get; } = inner;
}

namespace Staff;

public sealed class Order;

public interface ILedger<T>;

/// <summary>What all ledgers share, the check as well. It can be constructed itself.</summary>
public class Ledger : Member
{
    [HealthCheck("ledger")]
    internal (bool, string) Check() => Answer();
}

public sealed class Ledger<T> : Ledger, ILedger<T>;

public sealed class OrderLedger : Ledger, ILedger<Order>;

public interface IMeter
{
    [HealthCheck("meter")]
    (bool Success, string Detail) Check();
}

public sealed class GasMeter : Member, IMeter
{
    (bool Success, string Detail) IMeter.Check() => Answer();
}

public sealed class PowerMeter : Member, IMeter
{
    (bool Success, string Detail) IMeter.Check() => Answer();
}

namespace Shop;

public sealed class Order
{
    public int Id { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public bool IsPaid { get; init; }

    public bool IsShipped { get; init; }
}

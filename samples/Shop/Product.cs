namespace Shop;

public sealed class Product
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public int InStock { get; init; }
}

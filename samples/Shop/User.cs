namespace Shop;

public sealed class User
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }
}

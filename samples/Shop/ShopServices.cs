using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Shop;

public static class ShopServices
{
    /// <summary>Adds the shop. Its data is in PostgreSQL where there is a connection string, else in memory.</summary>
    public static IServiceCollection AddShop(this IServiceCollection services, string? connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        var memory = new InMemoryDatabaseRoot();
        services.AddDbContext<ShopDb>(options => _ = string.IsNullOrEmpty(connectionString)
            ? options.UseInMemoryDatabase("shop", memory)
            : options.UseNpgsql(connectionString));
        return services;
    }

    /// <summary>Creates the database where there is none, and fills an empty one.</summary>
    public static async Task PrepareShopAsync(this IServiceProvider services, CancellationToken cancellation = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        await db.Database.EnsureCreatedAsync(cancellation);
        if (await db.Users.AnyAsync(cancellation))
        {
            return;
        }

        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
        db.Users.AddRange(
            new User { Name = "Ada", JoinedAt = now.AddDays(-40) },
            new User { Name = "Grace", JoinedAt = now.AddHours(-2) });
        db.Orders.AddRange(
            new Order { PlacedAt = now.AddDays(-9), IsPaid = true, IsShipped = true },
            new Order { PlacedAt = now.AddDays(-3) },
            new Order { PlacedAt = now.AddHours(-1), IsPaid = true });
        db.Products.AddRange(
            new Product { Name = "Teapot", InStock = 418 },
            new Product { Name = "Kettle", InStock = 12 },
            new Product { Name = "Sugar tongs" });
        await db.SaveChangesAsync(cancellation);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Shop;

/// <summary>Checks are ordinary methods, static or not. Internal is enough, and their parameters come from the services.</summary>
internal static class ShopHealth
{
    /// <summary>Passes.</summary>
    [HealthCheck]
    internal static async Task<(bool, string)> UserSignup(ShopDb db, TimeProvider time, CancellationToken cancellation)
    {
        var age = time.GetUtcNow() - await db.Users.MaxAsync(user => user.JoinedAt, cancellation);
        return (age <= TimeSpan.FromDays(1), $"last signup was {age.TotalHours:0} hours ago");
    }

    /// <summary>Passes, and takes an argument: <c>HealthPoint:Checks:orders:Arguments:maximum</c> in appsettings.json.</summary>
    [HealthCheck("orders", Tags = [HealthTags.Ready])]
    internal static async Task<(bool, string)> OpenOrders(ShopDb db, int maximum, CancellationToken cancellation)
    {
        var open = await db.Orders.CountAsync(order => !order.IsShipped, cancellation);
        return (open <= maximum, $"{open} of at most {maximum} open orders");
    }

    /// <summary>Fails, because the sample data has an unpaid order.</summary>
    [HealthCheck("payments")]
    internal static async Task<(bool, string)> Payments(ShopDb db, TimeProvider time, CancellationToken cancellation)
    {
        var yesterday = time.GetUtcNow().AddDays(-1);
        var late = await db.Orders.CountAsync(order => !order.IsPaid && order.PlacedAt < yesterday, cancellation);
        return (late == 0, $"orders that wait for their payment for more than a day: {late}");
    }

    /// <summary>Throws, because there is no warehouse. Staff can read the message, but not the password in it.</summary>
    [HealthCheck("warehouse")]
    internal static void Warehouse(IConfiguration configuration) =>
        throw new TimeoutException($"no answer from {configuration.GetConnectionString("Warehouse") ?? "the warehouse"}");
}

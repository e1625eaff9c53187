using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Shop;

/// <summary>The type of an instance check needs no registration: generated code constructs it, and disposes it after the run.</summary>
internal sealed class StockHealth(ShopDb db)
{
    /// <summary>Is degraded: a warning, which wakes no operator at night.</summary>
    [HealthCheck("stock")]
    internal async Task<HealthCheckResult> SoldOut(CancellationToken cancellation)
    {
        var soldOut = await db.Products.Where(product => product.InStock == 0).Select(product => product.Name).ToListAsync(cancellation);
        return soldOut.Count == 0
            ? HealthCheckResult.Healthy("all products are in stock")
            : HealthCheckResult.Degraded($"sold out: {string.Join(", ", soldOut)}");
    }
}

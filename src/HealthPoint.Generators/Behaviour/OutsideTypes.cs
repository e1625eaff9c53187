using HealthPoint.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace HealthPoint.Generators.Behaviour;

/// <summary>The types behind which another process answers.</summary>
internal static class OutsideTypes
{
    extension(ITypeSymbol type)
    {
        /// <summary>Whether the type is, derives from or implements a way out of the process.</summary>
        public bool IsOutside
        {
            get
            {
                if (type.IsInProcess)
                {
                    return false;
                }

                for (var current = type; current is not null; current = current.BaseType)
                {
                    if (current.IsWayOut)
                    {
                        return true;
                    }
                }

                foreach (var contract in type.AllInterfaces)
                {
                    if (contract.IsWayOut)
                    {
                        return true;
                    }
                }

                return false;
            }
        }

        private bool IsWayOut => type.Name switch
        {
            "DbContext" or "IDbContextFactory" => type.ContainingNamespace.Is("Microsoft.EntityFrameworkCore"),
            "DbDataSource" or "DbConnection" => type.ContainingNamespace.Is("System.Data.Common"),
            "IDbConnection" => type.ContainingNamespace.Is("System.Data"),
            "HttpClient" or "IHttpClientFactory" => type.ContainingNamespace.Is("System.Net.Http"),
            "IDistributedCache" => type.ContainingNamespace.Is("Microsoft.Extensions.Caching.Distributed"),
            "IConnection" => type.ContainingNamespace.Is("RabbitMQ.Client") || type.ContainingNamespace.Is("Apache.NMS"),
            "IConnectionFactory" or "IChannel" or "IModel" => type.ContainingNamespace.Is("RabbitMQ.Client"),
            "INatsConnection" => type.ContainingNamespace.Is("NATS.Client.Core"),
            "ServiceBusClient" => type.ContainingNamespace.Is("Azure.Messaging.ServiceBus"),
            "IClient" => type.ContainingNamespace.Is("Confluent.Kafka"),
            "IConnectionMultiplexer" or "IDatabaseAsync" => type.ContainingNamespace.Is("StackExchange.Redis"),
            "ClientBase" => type.ContainingNamespace.Is("Grpc.Core"),
            "IMongoClient" or "IMongoDatabase" => type.ContainingNamespace.Is("MongoDB.Driver"),
            _ => false,
        };

        /// <summary>Whether the type looks like a way out, but is none: a database in a file, a cache in memory.</summary>
        private bool IsInProcess => type.Name switch
        {
            "SqliteConnection" => type.ContainingNamespace.Is("Microsoft.Data.Sqlite"),
            "SQLiteConnection" => type.ContainingNamespace.Is("System.Data.SQLite"),
            "MemoryDistributedCache" => type.ContainingNamespace.Is("Microsoft.Extensions.Caching.Distributed"),
            _ => false,
        };

        /// <summary>
        /// The way out that dependency injection hands to the type's constructor. The search goes <paramref name="depth"/>
        /// constructors deep.
        /// </summary>
        public ITypeSymbol? WayOut(int depth)
        {
            // A liveness check is meant to ask a worker of its own process how it is, so a hosted service is no way out.
            if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false, SpecialType: SpecialType.None } made
                || made.AllInterfaces.Any(static contract => contract.Is("Microsoft.Extensions.Hosting", "IHostedService"))
                || Constructor(made) is not { } constructor)
            {
                return null;
            }

            foreach (var parameter in constructor.Parameters)
            {
                if (parameter.Type.IsOutside)
                {
                    return parameter.Type;
                }
            }

            foreach (var parameter in constructor.Parameters)
            {
                if (depth > 1 && parameter.Type.WayOut(depth - 1) is { } found)
                {
                    return found;
                }
            }

            return null;
        }
    }

    /// <summary>The constructor that dependency injection prefers.</summary>
    private static IMethodSymbol? Constructor(INamedTypeSymbol type)
    {
        IMethodSymbol? longest = null;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.IsPreferredConstructor)
            {
                return constructor;
            }

            if (constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
                && constructor.Parameters.Length > (longest?.Parameters.Length ?? -1))
            {
                longest = constructor;
            }
        }

        return longest;
    }
}

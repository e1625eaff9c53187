using Microsoft.AspNetCore.Builder;

namespace HealthPoint.Endpoints;

/// <summary>Conventions for endpoints that are mapped together.</summary>
internal sealed class SharedConventions(params IEndpointConventionBuilder[] endpoints) : IEndpointConventionBuilder
{
    public void Add(Action<EndpointBuilder> convention) => Array.ForEach(endpoints, endpoint => endpoint.Add(convention));

    public void Finally(Action<EndpointBuilder> finallyConvention) => Array.ForEach(endpoints, endpoint => endpoint.Finally(finallyConvention));
}

namespace Aot.App;

internal sealed record Replica(string Name);

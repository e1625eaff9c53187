using System.Collections.Concurrent;

namespace Aot.App;

/// <summary>Remembers which verdicts turned.</summary>
internal sealed class Recorder : IHealthPointObserver
{
    private readonly ConcurrentQueue<string> _turned = new();

    public void OnTransition(HealthTransition transition) => _turned.Enqueue(transition.Name);

    public override string ToString() => string.Join(' ', _turned.Order(StringComparer.Ordinal));
}

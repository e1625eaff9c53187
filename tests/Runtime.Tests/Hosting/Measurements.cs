using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace HealthPoint.Tests.Hosting;

/// <summary>Listens to the instruments of one application's meter, and of no other application's in this process.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _all = new();

    /// <summary>Begins to listen.</summary>
    /// <param name="app">The application.</param>
    /// <param name="meter">The meter's name.</param>
    /// <param name="only">The one instrument to listen to, or <see langword="null"/> for all.</param>
    public Measurements(TestApp app, string meter = "HealthPoint", string? only = null)
    {
        var scope = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Is(instrument.Meter.Name, meter) && ReferenceEquals(instrument.Meter.Scope, scope) && (only is null || Is(instrument.Name, only)))
            {
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    /// <summary>What the application has recorded so far without being asked.</summary>
    public IReadOnlyList<Measured> Recorded(string instrument) => [.. _all.Where(one => Is(one.Instrument, instrument))];

    /// <summary>What an observable instrument says when the test asks it now.</summary>
    public IReadOnlyList<Measured> Collect(string instrument)
    {
        var before = _all.Count;
        _listener.RecordObservableInstruments();
        return [.. _all.Skip(before).Where(one => Is(one.Instrument, instrument))];
    }

    public void Dispose() => _listener.Dispose();

    private static bool Is(string name, string wanted) => string.Equals(name, wanted, StringComparison.Ordinal);

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _all.Enqueue(new Measured(instrument.Name, value, tags.ToArray().ToDictionary(static tag => tag.Key, static tag => tag.Value?.ToString(), StringComparer.Ordinal)));

    internal sealed record Measured(string Instrument, double Value, IReadOnlyDictionary<string, string?> Tags)
    {
        public string? Check => Tags.GetValueOrDefault("healthpoint.check.name");

        public string? Status => Tags.GetValueOrDefault("healthpoint.check.status");

        public override string ToString() => FormattableString.Invariant($"{Check} {Status} {Value}");
    }
}

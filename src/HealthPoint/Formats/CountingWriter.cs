using System.Buffers;

namespace HealthPoint.Formats;

/// <summary>Counts the bytes that are written, for a <c>Content-Length</c> that is known only after the body.</summary>
internal sealed class CountingWriter(IBufferWriter<byte> output) : IBufferWriter<byte>
{
    /// <summary>How many bytes were written.</summary>
    public long Count { get; private set; }

    public void Advance(int count)
    {
        output.Advance(count);
        Count += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => output.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => output.GetSpan(sizeHint);
}

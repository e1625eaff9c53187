using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HealthPoint.Tests.Never;

/// <summary>
/// A caller that writes to a socket what no client library would, and reads every byte. It keeps its connection as long as
/// it can. Not thread-safe.
/// </summary>
internal sealed class Wire(Uri address) : IDisposable
{
    /// <summary>What is sent after a request that may lack its end, so that the server need not wait for the end.</summary>
    private static readonly byte[] End = "\r\n\r\n"u8.ToArray();

    private readonly IPEndPoint _address = new(IPAddress.Parse(address.Host), address.Port);
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Socket? _socket;
    private byte[] _buffer = new byte[16_384];
    private int _length;

    /// <summary>Sends a request, and reads its answer; <see langword="null"/> where there was none.</summary>
    /// <exception cref="TimeoutException">The server neither answered nor closed.</exception>
    public async Task<WireAnswer?> AskAsync(Asked asked)
    {
        // This is no limit for a request, but the time after which the test says which request hangs.
        _patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            return await TryAskAsync(asked);
        }
        catch (OperationCanceledException exception) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The server neither ends its answer nor closes. What there is of it:\n{Encoding.Latin1.GetString(_buffer, 0, _length)}\nThe request:\n{Encoding.Latin1.GetString(asked.Bytes)}", exception);
        }
    }

    public void Dispose()
    {
        Close();
        _patience.Dispose();
    }

    private async Task<WireAnswer?> TryAskAsync(Asked asked)
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(enable: true, seconds: 0) };
            await _socket.ConnectAsync(_address, _patience.Token);
        }

        try
        {
            await SendAsync(asked.Bytes);
            if (asked.IsLast && !asked.IsBrokenOff)
            {
                await SendAsync(End);
            }
        }
        catch (SocketException)
        {
            // The server has read enough, and has closed the connection.
        }

        if (asked.IsBrokenOff)
        {
            Close();
            return null;
        }

        _length = 0;
        var answer = await ReadAsync(asked.IsHead);
        if (asked.IsLast || answer is null || answer.IsLast)
        {
            Close();
        }

        return answer;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket!.SendAsync(bytes, _patience.Token)..];
        }
    }

    private async Task<WireAnswer?> ReadAsync(bool isHead)
    {
        for (var head = 0; ;)
        {
            var body = await ReadUntilAsync("\r\n\r\n"u8.ToArray(), head);
            if (body < 0)
            {
                return null;
            }

            var answer = new WireAnswer(_buffer[..body], head, body);
            if (answer.Status is >= 100 and < 200 and not 101)
            {
                head = body;
                continue;
            }

            var end = isHead || answer.Status is 101 or 204 or 304 ? body
                : answer.Header("Content-Length") is { } length ? body + int.Parse(length, CultureInfo.InvariantCulture)
                : answer.Header("Transfer-Encoding") is "chunked" ? await ReadChunksAsync(body)
                : int.MaxValue;
            while (_length < end && await ReceiveAsync())
            {
                // The loop reads to the end of the body, or of the connection.
            }

            return new WireAnswer(_buffer[..Math.Min(end, _length)], head, body);
        }
    }

    /// <summary>Reads the chunks, and returns where the trailers end.</summary>
    private async Task<int> ReadChunksAsync(int at)
    {
        while (true)
        {
            var data = await ReadUntilAsync("\r\n"u8.ToArray(), at);
            if (data < 0)
            {
                return _length;
            }

            var length = int.Parse(Encoding.ASCII.GetString(_buffer, at, data - at - 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                // An empty line ends the trailers. Where there are none, the end of this line is the first half of the mark.
                return await ReadUntilAsync("\r\n\r\n"u8.ToArray(), data - 2) is > 0 and var end ? end : _length;
            }

            at = data + length + 2;
            while (_length < at && await ReceiveAsync())
            {
                // The loop reads the whole chunk.
            }
        }
    }

    /// <summary>Reads until these bytes come, and returns the place behind them; -1 where they do not come.</summary>
    private async Task<int> ReadUntilAsync(byte[] mark, int from)
    {
        while (true)
        {
            if (from <= _length && _buffer.AsSpan(from, _length - from).IndexOf(mark) is >= 0 and var found)
            {
                return from + found + mark.Length;
            }

            if (!await ReceiveAsync())
            {
                return -1;
            }
        }
    }

    private async Task<bool> ReceiveAsync()
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        try
        {
            var count = await _socket!.ReceiveAsync(_buffer.AsMemory(_length), SocketFlags.None, _patience.Token);
            _length += count;
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}

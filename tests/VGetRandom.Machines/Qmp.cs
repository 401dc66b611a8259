using System.Net.Sockets;
using System.Text.Json;

namespace VGetRandom.Machines;

/// <summary>QEMU's control protocol: one JSON object per line, over a socket.</summary>
internal sealed class Qmp : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, 0);
    private readonly StreamReader _reader;

    public Qmp(string path)
    {
        long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                _socket.Connect(new UnixDomainSocketEndPoint(path));
                break;
            }
            catch (SocketException) when (Environment.TickCount64 < deadline)
            {
                Thread.Sleep(10);
            }
        }

        _socket.ReceiveTimeout = (int)s_patience.TotalMilliseconds;
        _reader = new StreamReader(new NetworkStream(_socket));
        _ = _reader.ReadLine();
        _ = Execute("qmp_capabilities");
    }

    /// <summary>Sends QEMU a command, and waits for the answer.</summary>
    public JsonElement Execute(string command, string arguments = "{}")
    {
        string line = $$"""{"execute": "{{command}}", "arguments": {{arguments}}}""";
        _ = _socket.Send(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        while (true)
        {
            string answer = _reader.ReadLine()
                ?? throw new IOException($"{command}: QEMU has ended");
            JsonElement element = JsonDocument.Parse(answer).RootElement;
            if (element.TryGetProperty("return", out JsonElement result))
            {
                return result;
            }

            if (element.TryGetProperty("error", out JsonElement error))
            {
                throw new IOException($"{command}: {error}");
            }
        }
    }

    /// <summary>Waits until a query reports a wanted "status".</summary>
    public void WaitFor(string query, Func<string, bool> isWanted)
    {
        long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (true)
        {
            JsonElement answer = Execute(query);
            string status = answer.TryGetProperty("status", out JsonElement value)
                ? value.GetString() ?? ""
                : "";
            if (isWanted(status))
            {
                return;
            }

            if (Environment.TickCount64 > deadline || status == "failed")
            {
                throw new TimeoutException($"{query} stays {status}");
            }

            Thread.Sleep(10);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }
}

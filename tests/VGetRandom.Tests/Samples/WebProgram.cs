using System.Diagnostics;

namespace VGetRandom.Tests.Samples;

/// <summary>A running web program, and a client of it.</summary>
internal sealed class WebProgram : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Process _process;

    private WebProgram(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>Starts it, and waits until it listens.</summary>
    public static async Task<WebProgram> StartAsync(ProcessStartInfo start)
    {
        // Port 0 means any free port.
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("http://127.0.0.1:0");
        Process process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            int at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at >= 0)
            {
                // Nobody reads its output from here on, and it must not wait for a reader.
                _ = process.StandardOutput.ReadToEndAsync();
                return new(process, new Uri(line[(at + Listening.Length)..]));
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    public Task<string> GetAsync(string path) =>
        Client.GetStringAsync(
            new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

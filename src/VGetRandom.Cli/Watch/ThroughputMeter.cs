using System.Diagnostics;
using System.Security.Cryptography;
using VGetRandom.Cli.Doctor;
using VGetRandom.Cli.Output;
using VGetRandom.Kernel;

namespace VGetRandom.Cli.Watch;

/// <summary>How fast random bytes come at present.</summary>
/// <param name="RequestNs">For 4 bytes, in nanoseconds.</param>
/// <param name="GbPerS">In requests of 64 KiB, in 10^9 bytes a second.</param>
/// <param name="Problem">Why there are none, or null.</param>
internal sealed record Throughput(double? RequestNs, double? GbPerS, string? Problem);

/// <summary>Measures short bursts of requests.</summary>
internal sealed class ThroughputMeter : IDisposable
{
    private const int SmallBytes = 4;
    private const int LargeBytes = 64 * 1024;

    // So many between two looks at the clock that these cost next to nothing.
    private const int SmallAtOnce = 64;

    private static readonly TimeSpan s_longestBurst = TimeSpan.FromMilliseconds(20);

    private readonly NativeBuffer _memory = new(LargeBytes);
    private readonly TimeSpan _burst;

    /// <param name="interval">How often is measured: four bursts are at most a fifth of it.
    /// </param>
    public ThroughputMeter(TimeSpan interval) =>
        _burst = interval / 20 < s_longestBurst ? interval / 20 : s_longestBurst;

    /// <summary>Of the system call.</summary>
    public Throughput OfGetRandom() => OperatingSystem.IsLinux()
        ? Measure(CallGetRandom)
        : new(null, null, "only Linux has getrandom(2).");

    /// <summary>Of the backend that serves this process.</summary>
    public Throughput OfBackend() =>
        RngReadiness.Ask() is { IsReady: false, State: var state }
            ? new(null, null, state)
            : Measure(KernelRandom.Fill);

    public void Dispose() => _memory.Dispose();

    private Throughput Measure(FillAction fill)
    {
        try
        {
            Span<byte> small = _memory.Bytes[..SmallBytes];
            double smallNs = Burst(fill, small, SmallAtOnce);
            double largeNs = Burst(fill, _memory.Bytes, 1);
            return new(Math.Round(smallNs, 1), Math.Round(LargeBytes / largeNs, 3), null);
        }
        catch (Exception exception)
            when (exception is CryptographicException or InvalidOperationException)
        {
            return new(null, null, exception.Message);
        }
    }

    /// <returns>Nanoseconds a request.</returns>
    private double Burst(FillAction fill, Span<byte> destination, int atOnce)
    {
        long requests = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            for (int i = 0; i < atOnce; i++)
            {
                fill(destination);
            }

            requests += atOnce;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < _burst);

        return elapsed.TotalNanoseconds / requests;
    }

    private static void CallGetRandom(Span<byte> destination)
    {
        // SAFETY: the kernel writes at most the span's length, and fixed keeps it in place.
        nint result;
        unsafe
        {
            fixed (byte* buffer = destination)
            {
                result = default(LinuxKernel).GetRandom(
                    buffer, (nuint)destination.Length, GetRandomAbi.GRND_NONBLOCK);
            }
        }

        if (result < 0 && result != -Errno.EINTR)
        {
            throw new CryptographicException(
                $"getrandom(2) fails with {Errno.Describe((int)-result)}.");
        }
    }

    private delegate void FillAction(Span<byte> destination);
}

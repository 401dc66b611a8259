using System.Security.Cryptography;

namespace VGetRandom.Probe;

/// <summary>What any scenario can report about the library.</summary>
internal static class Report
{
    public static void Line(string name, object? value) =>
        Console.WriteLine(FormattableString.Invariant($"{name}={value}"));

    public static void Backend()
    {
        BackendInfo info = KernelRandom.Backend;
        Line("backend", info.Name);
        Line("reason", info.Reason);
        Line("fallback", info.Fallback);
    }

    /// <summary>Makes requests of several kinds, and reports whether all were served.</summary>
    public static void Draws()
    {
        try
        {
            byte[] large = KernelRandom.GetBytes(1000);
            byte[] small = KernelRandom.GetBytes(64);

            // Above 256 bytes, every backend that makes system calls makes one for this.
            bool served = KernelRandom.TryGetRandom(large, GetRandomFlags.NonBlock, out int count);
            bool isRandom = large.Distinct().Count() > 100 && small.Distinct().Count() > 16;
            Line("served", served && count > 0 && isRandom);
        }
        catch (Exception e) when (e is CryptographicException or InvalidOperationException)
        {
            Line("served", false);
            Line("exception", e.GetType().Name);
            Line("message", e.Message);
        }
    }
}

using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VGetRandom.Cli;

/// <summary>What the reports say of where they were made.</summary>
internal static class ThisMachine
{
    private const string KernelReleaseFile = "/proc/sys/kernel/osrelease";

    /// <summary>The widest vectors that are fast here, or 0.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    public static string Kernel
    {
        get
        {
            try
            {
                return $"Linux {File.ReadAllText(KernelReleaseFile).Trim()}";
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException)
            {
                // No /proc, or not Linux: what the runtime knows has the numbers, if not the
                // suffix.
                return Environment.OSVersion.ToString();
            }
        }
    }

    public static string Runtime => RuntimeInformation.FrameworkDescription;

    public static string OwnVersion =>
        typeof(ThisMachine).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "unknown";
}

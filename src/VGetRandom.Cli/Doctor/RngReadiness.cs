using VGetRandom.Kernel;

namespace VGetRandom.Cli.Doctor;

/// <summary>Whether the kernel's generator has been seeded since boot.</summary>
internal static class RngReadiness
{
    /// <summary>Asks the kernel, without waiting.</summary>
    /// <returns>The answer, or null where there is none, and a sentence about it.</returns>
    public static (bool? IsReady, string State) Ask()
    {
        if (!OperatingSystem.IsLinux())
        {
            return (null, "unknown: there is no getrandom(2) to ask; the platform's is used.");
        }

        nint result = AskForOneByte();
        return result switch
        {
            1 => (true, "yes"),
            -Errno.EAGAIN => (false, "no: it is not seeded yet, and requests wait until it is."),
            < 0 => (null, $"unknown: getrandom(2) fails with {Errno.Describe((int)-result)}."),
            _ => (null, $"unknown: getrandom(2) returned {result} when asked for one byte."),
        };
    }

    private static nint AskForOneByte()
    {
        byte answer = 0;

        // SAFETY: the kernel writes at most the one byte asked for.
        unsafe
        {
            return default(LinuxKernel).GetRandom(&answer, 1, GetRandomAbi.GRND_NONBLOCK);
        }
    }
}

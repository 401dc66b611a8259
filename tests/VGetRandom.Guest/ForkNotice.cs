using System.Text;

namespace VGetRandom.Guest;

/// <summary>The kernel's log line that tells of a virtual machine fork.</summary>
// SAFETY: the kernel writes no more than the length that it is given.
internal static unsafe class ForkNotice
{
    private const string Notice = "crng reseeded due to virtual machine fork";
    private const int LongestRecord = 8192;

    /// <summary>Opens the kernel's log at its current end.</summary>
    public static int OpenLog()
    {
        int log = Linux.open("/dev/kmsg", 0);
        _ = Linux.lseek(log, 0, Linux.SEEK_END);
        return log;
    }

    /// <summary>Waits for the next such line.</summary>
    public static void Wait(int log)
    {
        byte* record = stackalloc byte[LongestRecord];
        while (true)
        {
            nint length = Linux.read(log, record, LongestRecord);
            if (length > 0
                && Encoding.UTF8.GetString(record, (int)length).Contains(
                    Notice, StringComparison.Ordinal))
            {
                return;
            }
        }
    }
}

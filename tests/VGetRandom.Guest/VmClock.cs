using System.Runtime.InteropServices;

namespace VGetRandom.Guest;

/// <summary>The device that tells of a virtual machine fork before the machine's processors go
/// on.</summary>
internal static class VmClock
{
    private const string Device = "/dev/vmclock0";
    private const string Module = "/lib/modules/vmclock.ko.xz";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Makes the kernel find the device. Look for it only after this call.</summary>
    public static string? Load()
    {
        string problem = "";
        if (File.Exists(Module))
        {
            // Only x86-64 has it as a module.
            nint result = Linux.syscall_module(
                Linux.FINIT_MODULE_OF_X64,
                Linux.open(Module, 0),
                "",
                Linux.MODULE_INIT_COMPRESSED_FILE);
            if (result != 0)
            {
                problem = $", errno {Marshal.GetLastPInvokeError()} for its driver";
            }
        }

        long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (!File.Exists(Device) && Environment.TickCount64 < deadline)
        {
            Thread.Sleep(10);
        }

        return File.Exists(Device) ? null : $"there is no {Device}{problem}";
    }
}

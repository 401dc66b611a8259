namespace VGetRandom.Kernel;

/// <summary>Sleeps until the vmclock device tells of a change, which it does since Linux 7.0.
/// </summary>
/// <remarks>
/// Where the driver is older, or the hypervisor tells nobody, each sleep ends after half a second.
/// An older driver has no poll(2). The kernel then answers that everything is possible, so writing
/// is asked for, too, which the newer driver never grants.
/// <para>
/// A program may close descriptors that are not its own and open something else under the same
/// number, so nothing here takes anything from the descriptor: pread(2) leaves a file's position
/// alone, and a pipe or a socket refuses it.
/// </para>
/// </remarks>
// SAFETY: one entry is promised to poll(2) and given, and four bytes have room in the word.
internal sealed unsafe class VmClockNotices
{
    private const int LookMs = 500;
    private const int ToldMs = 10_000;
    private const short Everything = Libc.POLLIN | Libc.POLLOUT;
    private readonly int _descriptor;

    /// <summary>Opens the device, and keeps it open.</summary>
    /// <param name="path">The device. One that cannot be opened tells nothing.</param>
    public VmClockNotices(string path = VmClockAbi.Path) => _descriptor = Libc.open(
        path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY);

    /// <summary>Sleeps until the device tells of a change, or for a while.</summary>
    public void Wait()
    {
        if (_descriptor < 0)
        {
            Look();
            return;
        }

        var device = new Libc.PollDescriptor { Descriptor = _descriptor, Events = Everything };
        uint word;
        if (Libc.poll(&device, 1, ToldMs) > 0
            && (device.ReturnedEvents != Libc.POLLIN
                || Libc.pread(_descriptor, (byte*)&word, sizeof(uint), 0) != sizeof(uint)
                || word != VmClockAbi.VMCLOCK_MAGIC))
        {
            // It tells nothing, or is not the device any longer.
            Look();
        }
    }

    // As long as a fork may stay unseen where nobody tells of it.
    private static void Look() => Thread.Sleep(LookMs);
}

namespace VGetRandom.Kernel;

/// <summary>Sleeps until the vmclock device reports a change, as it does since Linux 7.0.</summary>
/// <remarks>
/// <para>
/// With an older driver, or a hypervisor that reports nothing, each sleep ends after half a second.
/// An older driver has no poll(2), so the kernel reports that everything is possible. We therefore
/// also ask about writing, which the newer driver never grants.
/// </para>
/// <para>
/// A program may close descriptors that are not its own and open something else under the same
/// number. So nothing here consumes data: pread(2) leaves a file's position alone, and pipes and
/// sockets refuse it.
/// </para>
/// </remarks>
// SAFETY: poll(2) gets one entry, as declared, and pread(2) writes at most the four bytes of word.
internal sealed unsafe class VmClockNotices
{
    private const int LookMs = 500;
    private const int ToldMs = 10_000;
    private const short Everything = Libc.POLLIN | Libc.POLLOUT;
    private readonly int _descriptor;

    /// <summary>Opens the device and keeps it open.</summary>
    /// <param name="path">The device. If it cannot be opened, it reports nothing.</param>
    public VmClockNotices(string path = VmClockAbi.Path) => _descriptor = Libc.open(
        path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY);

    /// <summary>Sleeps until the device reports a change, or for a while.</summary>
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
            // It reports nothing, or is no longer the device.
            Look();
        }
    }

    // The longest that a fork may stay unseen if nothing reports it.
    private static void Look() => Thread.Sleep(LookMs);
}

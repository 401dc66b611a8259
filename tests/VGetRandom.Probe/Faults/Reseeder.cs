using Microsoft.Win32.SafeHandles;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Probe.Faults;

/// <summary>Has the kernel reseed, and tells which generation it is at then.</summary>
internal sealed class Reseeder : IDisposable
{
    private const nuint RNDRESEEDCRNG = 0x5207;
    private readonly SafeFileHandle _device = File.OpenHandle("/dev/urandom");
    private readonly VdsoBackend<LinuxKernel, VdsoFunction> _own = FreshBackend.New();
    private ulong _generation;

    public Reseeder() => Reseed();

    /// <summary>Whether this process may have the kernel reseed.</summary>
    public bool IsAllowed => Count > 0;

    /// <summary>How often the kernel did.</summary>
    public long Count { get; private set; }

    /// <summary>The kernel's generation after the last time; there may be a newer one.</summary>
    public ulong Generation => Volatile.Read(ref _generation);

    public void Reseed()
    {
        // SAFETY: the ioctl has no argument, and the byte is on the stack.
        unsafe
        {
            if (Libc.ioctl((int)_device.DangerousGetHandle(), RNDRESEEDCRNG, null) != 0)
            {
                return;
            }

            Count++;
            byte drawn;
            _own.Fill(&drawn, 1);
        }

        // On the thread that made this: it has a state of the pool. One that was dropped at once
        // tells nothing.
        ulong generation = StateReader.Generation(ThreadStates.Opaque, isManaged: false);
        if (generation != 0)
        {
            Volatile.Write(ref _generation, generation);
        }
    }

    public void Dispose() => _device.Dispose();
}

using Microsoft.Win32.SafeHandles;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Probe.Faults;

/// <summary>Makes the kernel reseed, and tells its generation afterwards.</summary>
internal sealed class Reseeder : IDisposable
{
    private const nuint RNDRESEEDCRNG = 0x5207;
    private readonly SafeFileHandle _device = File.OpenHandle("/dev/urandom");
    private readonly VdsoBackend<LinuxKernel, VdsoFunction> _own = FreshBackend.New();
    private ulong _generation;

    public Reseeder() => Reseed();

    /// <summary>Whether this process may make the kernel reseed.</summary>
    public bool IsAllowed => Count > 0;

    /// <summary>How often the kernel reseeded.</summary>
    public long Count { get; private set; }

    /// <summary>The kernel's generation after the last reseed; there may be a newer one.</summary>
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

        // This runs on the thread that made the reseeder, which has a state of the pool. A state
        // that was dropped at once tells nothing.
        ulong generation = StateReader.Generation(ThreadStates.Opaque, isManaged: false);
        if (generation != 0)
        {
            Volatile.Write(ref _generation, generation);
        }
    }

    public void Dispose() => _device.Dispose();
}

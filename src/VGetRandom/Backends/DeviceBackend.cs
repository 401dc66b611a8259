using System.Security.Cryptography;
using VGetRandom.Forks;
using VGetRandom.Kernel;

namespace VGetRandom.Backends;

/// <summary>/dev/urandom, for kernels without getrandom(2) and sandboxes that refuse it.</summary>
/// <remarks>It is the same generator as getrandom(2) and gives the same guarantee. The platform's
/// own generator would keep expanding an old seed where it cannot ask the kernel.</remarks>
// SAFETY: the caller guarantees length bytes at buffer, and no more are written.
internal sealed unsafe class DeviceBackend<TKernel> : IRandomBackend
    where TKernel : struct, IKernel
{
    private readonly IRandomDevice _device;
    private readonly ForkGuard<TKernel> _forks;

    private DeviceBackend(IRandomDevice device, string why, ForkGuard<TKernel> forks)
    {
        _device = device;
        _forks = forks;
        Info = new BackendInfo(BackendKind.Device, $"{why}Every request reads /dev/urandom.");
    }

    public BackendInfo Info { get; }

    /// <param name="device">The device.</param>
    /// <param name="why">Why this backend was chosen: empty, or ending with a space.</param>
    /// <param name="forks">The guard against forks of the machine.</param>
    public static Attempt<DeviceBackend<TKernel>> TryOpen(
        IRandomDevice device, string why, ForkGuard<TKernel> forks) =>
        device.Probe() is { } problem
            ? problem
            : new DeviceBackend<TKernel>(device, why, forks);

    public void Fill(byte* buffer, nuint length)
    {
        int rounds = 0;
        ulong mark;
        do
        {
            _ = _forks.Enter(out mark);
            FillDirectly(buffer, length);
        }
        while (!_forks.Accepts(mark, ref rounds));
    }

    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        bool isGuarded = (flags & GetRandomAbi.GRND_INSECURE) == 0;
        bool mayWait = (flags & GetRandomAbi.GRND_NONBLOCK) == 0;
        int rounds = 0;
        ulong mark = 0;
        nint result;
        do
        {
            if (isGuarded && !_forks.Enter(out mark, mayWait))
            {
                return -Errno.EAGAIN;
            }

            result = Read(buffer, length, flags);
        }
        while (isGuarded && !_forks.Accepts(mark, ref rounds));
        return result;
    }

    private void FillDirectly(byte* buffer, nuint length)
    {
        while (length > 0)
        {
            nint result = Read(buffer, length, 0);
            if (result <= 0 || (nuint)result > length)
            {
                throw new CryptographicException(result < 0
                    ? $"Reading /dev/urandom failed with {Errno.Describe((int)-result)}."
                    : $"Reading /dev/urandom gave {result} bytes, which it never does.");
            }

            buffer += result;
            length -= (nuint)result;
        }
    }

    private nint Read(byte* buffer, nuint length, uint flags)
    {
        bool mayWait = (flags & GetRandomAbi.GRND_NONBLOCK) == 0;
        bool mustBeReady = (flags & GetRandomAbi.GRND_INSECURE) == 0;
        int readiness = mustBeReady ? _device.CheckReadiness(mayWait) : 0;
        return readiness < 0 ? readiness
            : length == 0 ? 0
            : _device.Read(buffer, Math.Min(length, GetRandomAbi.MaxRequestBytes));
    }
}

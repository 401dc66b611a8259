using System.Security.Cryptography;
using VGetRandom.Kernel;

namespace VGetRandom.Backends;

/// <summary>/dev/urandom, for kernels without getrandom(2) and sandboxes that refuse it.</summary>
/// <remarks>
/// The same generator as getrandom(2), so the same guarantee; the platform's own generator would
/// keep expanding an old seed where the kernel cannot be asked.
/// </remarks>
// SAFETY: pointers come from the caller, who vouches for length bytes; no more are written.
internal sealed unsafe class DeviceBackend : IRandomBackend
{
    private readonly RandomDevice _device;

    public DeviceBackend(RandomDevice device, string why)
    {
        _device = device;
        Info = new BackendInfo(BackendKind.Device, $"{why}Every request reads /dev/urandom.");
    }

    public BackendInfo Info { get; }

    public void Fill(byte* buffer, nuint length)
    {
        if (!_device.IsReady(wait: true))
        {
            throw new CryptographicException(
                "The kernel does not tell whether its generator is ready: poll(2) fails.");
        }

        while (length > 0)
        {
            // SAFETY: the caller's buffer has length bytes, and a read that claims more is refused.
            nint result = _device.Read(buffer, Math.Min(length, GetRandomAbi.MaxRequestBytes));
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

    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        bool mayWait = (flags & GetRandomAbi.GRND_NONBLOCK) == 0;
        if ((flags & GetRandomAbi.GRND_INSECURE) == 0 && !_device.IsReady(mayWait))
        {
            return -Errno.EAGAIN;
        }

        return length == 0
            ? 0
            : _device.Read(buffer, Math.Min(length, GetRandomAbi.MaxRequestBytes));
    }
}

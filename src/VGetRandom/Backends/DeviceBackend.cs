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
    private readonly IRandomDevice _device;

    private DeviceBackend(IRandomDevice device, string why)
    {
        _device = device;
        Info = new BackendInfo(BackendKind.Device, $"{why}Every request reads /dev/urandom.");
    }

    public BackendInfo Info { get; }

    /// <param name="device">The device.</param>
    /// <param name="why">Why this backend was chosen: empty, or ending with a space.</param>
    public static Attempt<DeviceBackend> TryOpen(IRandomDevice device, string why) =>
        device.Probe() is { } problem ? problem : new DeviceBackend(device, why);

    public void Fill(byte* buffer, nuint length)
    {
        while (length > 0)
        {
            nint result = GetRandom(buffer, length, 0);
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
        bool mustBeReady = (flags & GetRandomAbi.GRND_INSECURE) == 0;
        int readiness = mustBeReady ? _device.CheckReadiness(mayWait) : 0;
        return readiness < 0 ? readiness
            : length == 0 ? 0
            : _device.Read(buffer, Math.Min(length, GetRandomAbi.MaxRequestBytes));
    }
}

using System.Security.Cryptography;

namespace VGetRandom.Backends;

/// <summary>The platform's own generator, where there is no Linux kernel to ask.</summary>
// SAFETY: the caller guarantees length bytes at buffer, and no more are written.
internal sealed unsafe class PlatformBackend : IRandomBackend
{
    public PlatformBackend(string why) => Info = new BackendInfo(
        BackendKind.Platform, $"{why}Requests go to the platform's RandomNumberGenerator.");

    public BackendInfo Info { get; }

    public void Fill(byte* buffer, nuint length)
    {
        while (length > 0)
        {
            int piece = (int)Math.Min(length, int.MaxValue);

            // SAFETY: piece is at most length, the bytes left in the caller's buffer.
            unsafe
            {
                RandomNumberGenerator.Fill(new Span<byte>(buffer, piece));
            }

            buffer += piece;
            length -= (nuint)piece;
        }
    }

    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        // The platform's generator is always ready, so it already does what any flag asks.
        nuint served = Math.Min(length, Kernel.GetRandomAbi.MaxRequestBytes);
        Fill(buffer, served);
        return (nint)served;
    }
}

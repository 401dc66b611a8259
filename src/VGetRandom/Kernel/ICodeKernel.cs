namespace VGetRandom.Kernel;

/// <summary>What running a copy of the kernel's code takes, besides the seam itself.</summary>
// SAFETY: declares only. Callers vouch for length writable bytes at every destination.
internal unsafe interface ICodeKernel : IKernel
{
    /// <summary>mprotect(2).</summary>
    /// <returns>0, or a negative errno.</returns>
    int Protect(nint address, nuint length, int protection);

    /// <summary>Copies memory of this process that may not be readable, without a crash.</summary>
    /// <param name="address">Where to copy from; anything at all.</param>
    /// <param name="destination">Room for length bytes.</param>
    /// <param name="length">How many bytes.</param>
    /// <returns>The number of bytes copied, which may be short, or a negative errno.</returns>
    nint TryCopy(nint address, byte* destination, nuint length);
}

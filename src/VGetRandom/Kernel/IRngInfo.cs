using System.Runtime.CompilerServices;

namespace VGetRandom.Kernel;

/// <summary>The kernel's half of the algorithm: what it publishes of its generator.</summary>
internal interface IRngInfo
{
    /// <summary>
    /// The generation, which the kernel changes at every reseed. An acquire load: what is read or
    /// asked for afterwards is not older. 0 is never valid.
    /// </summary>
    ulong ReadGeneration();

    /// <summary>Whether the kernel's generator is ready; once it is, it stays so.</summary>
    bool ReadIsReady();
}

/// <summary>The kernel's RNG info, read where it is published.</summary>
// SAFETY: both addresses were proved to be read by the kernel's own function: an aligned u64 and
// a byte of pages that stay mapped.
internal readonly unsafe struct LiveRngInfo(nint generationAddress, nint readyAddress) : IRngInfo
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadGeneration() => Volatile.Read(ref *(ulong*)generationAddress);

    public bool ReadIsReady() => ReadReadiness() != 0;

    public byte ReadReadiness() => Volatile.Read(ref *(byte*)readyAddress);
}

using System.Runtime.CompilerServices;

namespace VGetRandom.Kernel;

/// <summary>The kernel's half of the algorithm: what it publishes about its generator.</summary>
internal interface IRngInfo
{
    /// <summary>The generation, which the kernel changes at every reseed; 0 is never valid. An
    /// acquire load: what is read or requested afterwards is not older.</summary>
    ulong ReadGeneration();

    /// <summary>Whether the kernel's generator is ready. Once ready, it stays ready.</summary>
    bool ReadIsReady();
}

/// <summary>The kernel's RNG info, read where it is published.</summary>
// SAFETY: the kernel's own function was proved to read both addresses: an aligned u64 and a byte,
// in pages that stay mapped.
internal readonly unsafe struct LiveRngInfo(nint generationAddress, nint readyAddress) : IRngInfo
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadGeneration() => Volatile.Read(ref *(ulong*)generationAddress);

    public bool ReadIsReady() => ReadReadiness() != 0;

    public byte ReadReadiness() => Volatile.Read(ref *(byte*)readyAddress);
}

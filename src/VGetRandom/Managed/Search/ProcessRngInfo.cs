using System.Runtime.CompilerServices;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Managed.Search;

/// <summary>The kernel's RNG info in this process, found at its first use.</summary>
/// <remarks>
/// Without a field: so the address is a constant to the JIT, which then keeps out of a loop
/// whatever else it would read again for each number.
/// </remarks>
// SAFETY: the addresses are those that the locator proved, in pages that stay mapped; where it
// found none, nobody may read, as Found says.
internal readonly unsafe struct ProcessRngInfo : IRngInfo
{
    private static readonly Attempt<RngInfo> s_found = Find();
    private static readonly ulong* s_generation = (ulong*)(s_found.Value?.GenerationAddress ?? 0);
    private static readonly byte* s_readiness = (byte*)(s_found.Value?.ReadyAddress ?? 0);

    /// <summary>What was found, or why nothing was.</summary>
    public static Attempt<RngInfo> Found => s_found;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadGeneration() => Volatile.Read(ref *s_generation);

    public bool ReadIsReady() => Volatile.Read(ref *s_readiness) != 0;

    private static Attempt<RngInfo> Find()
    {
        Attempt<VdsoLocation> location = VdsoLocator.Locate();
        return location.Succeeded
            ? RngInfoLocator.Locate(default(LinuxKernel), location.Value)
            : Attempt<RngInfo>.Failed(location.Problem);
    }
}

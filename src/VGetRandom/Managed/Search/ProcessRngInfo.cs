using System.Runtime.CompilerServices;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Managed.Search;

/// <summary>The kernel's RNG info in this process.</summary>
/// <remarks>It has no field, so the address is a constant to the JIT, which can then move other
/// reads out of a loop.</remarks>
// SAFETY: the locator proved both addresses, in pages that stay mapped; nobody reads before Find
// has succeeded.
internal readonly unsafe struct ProcessRngInfo : IRngInfo
{
    private static readonly PatientLock s_gate = new();
    private static Attempt<RngInfo>? s_found;

    /// <summary>Looks for the RNG info the first time, and then returns what it found.</summary>
    /// <remarks>Runs a copy of the kernel's code in memory of its own. Thread-safe.</remarks>
    public static Attempt<RngInfo> Find()
    {
        using (s_gate.EnterScope())
        {
            return s_found ??= VdsoLocator.Locate().Then(
                location => RngInfoLocator.Locate(default(LinuxKernel), location));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadGeneration() => Volatile.Read(ref *Found.Generation);

    public bool ReadIsReady() => Volatile.Read(ref *Found.Readiness) != 0;

    // Readers come after Find, so this only stores what Find has found. Without a static
    // constructor, which would keep the JIT from inlining readers.
    private static class Found
    {
        public static readonly ulong* Generation =
            (ulong*)(Find().Value?.GenerationAddress ?? 0);

        public static readonly byte* Readiness = (byte*)(Find().Value?.ReadyAddress ?? 0);
    }
}

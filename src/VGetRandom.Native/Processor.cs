using System.Runtime.Intrinsics.X86;

namespace VGetRandom.Native;

/// <summary>What the processor at hand can do, according to the C library's loader.</summary>
/// <remarks>
/// In a virtual machine, asking the processor itself takes 50 times as long, at every start of
/// every program. We do that only where the C library does not tell: with musl, and in static
/// programs.
/// </remarks>
// SAFETY: the C library's function has this signature, and its answers stay where they are.
internal static unsafe class Processor
{
    // Each answer has EAX, EBX, ECX and EDX twice: first what exists, then what is usable.
    private const int UsableEbx = 5;
    private const int UsableEcx = 6;

    private const uint Fma = 1u << 12, Movbe = 1u << 22, Avx = 1u << 28, F16c = 1u << 29;
    private const uint Bmi1 = 1u << 3, Avx2 = 1u << 5, Bmi2 = 1u << 8;
    private const uint Lzcnt = 1u << 5;
    private const uint Avx512 = (1u << 16) | (1u << 17) | (1u << 28) | (1u << 30) | (1u << 31);

    /// <summary>Bits in the widest usable registers, or 0 for those that every processor has.
    /// </summary>
    public static int RegisterBits;

    /// <summary>Finds the width: the registers of the levels x86-64-v3 and x86-64-v4.</summary>
    public static void Find()
    {
        if (!X86Base.X64.IsSupported)
        {
            return;
        }

        // In glibc since 2.33, but not in musl.
        var leaf = (delegate*<uint, uint*>)RawLibc.Find("__x86_get_cpuid_feature_leaf"u8);
        if (leaf != null && NativeFunction.CanCall((nint)leaf))
        {
            AskLoader(leaf);
        }
        else
        {
            RegisterBits = RawLibc.RegisterBits();
        }
    }

    private static void AskLoader(delegate*<uint, uint*> leaf)
    {
        uint first = leaf(0)[UsableEcx];
        uint seventh = leaf(1)[UsableEbx];
        uint extended = leaf(2)[UsableEcx];
        if (Has(first, Fma | Movbe | Avx | F16c)
            && Has(seventh, Bmi1 | Avx2 | Bmi2)
            && Has(extended, Lzcnt))
        {
            RegisterBits = Has(seventh, Avx512) ? 512 : 256;
        }
    }

    private static bool Has(uint usable, uint wanted) => (usable & wanted) == wanted;
}

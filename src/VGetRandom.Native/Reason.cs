using System.Runtime.CompilerServices;

namespace VGetRandom.Native;

/// <summary>Why the kernel's function does not serve, as text for C.</summary>
// SAFETY: the text is MaxBytes in a static struct without references, which does not move.
internal static unsafe class Reason
{
    private const int MaxBytes = 128;

#pragma warning disable CS0649, IDE0044 // Written through its address.
    private static Text s_text;
#pragma warning restore CS0649, IDE0044

    /// <summary>The text; empty if the function serves.</summary>
    public static byte* Address => (byte*)Unsafe.AsPointer(ref s_text);

    public static void Set(string? reason)
    {
        int length = reason is null ? 0 : Math.Min(reason.Length, MaxBytes - 1);
        for (int i = 0; i < length; i++)
        {
            Address[i] = (byte)reason![i];
        }

        Address[length] = 0;
    }

    [InlineArray(MaxBytes)]
    private struct Text
    {
        private byte _first;
    }
}

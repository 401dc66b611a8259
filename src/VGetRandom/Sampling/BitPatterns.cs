namespace VGetRandom.Sampling;

/// <summary>Of which types every pattern of bits is a good value.</summary>
/// <remarks>
/// A list, not a look at the type's fields: trimming may take the fields away, and a private field
/// tells nothing of what its type allows there. To the JIT the answer is a constant.
/// </remarks>
internal static class BitPatterns
{
    public static bool AreAllValid<T>() =>
        IsInteger<T>()
        || typeof(T) == typeof(Half)
        || typeof(T) == typeof(float)
        || typeof(T) == typeof(double);

    public static bool IsInteger<T>() =>
        typeof(T) == typeof(byte)
        || typeof(T) == typeof(sbyte)
        || typeof(T) == typeof(short)
        || typeof(T) == typeof(ushort)
        || typeof(T) == typeof(char)
        || typeof(T) == typeof(int)
        || typeof(T) == typeof(uint)
        || typeof(T) == typeof(long)
        || typeof(T) == typeof(ulong)
        || typeof(T) == typeof(nint)
        || typeof(T) == typeof(nuint)
        || typeof(T) == typeof(Int128)
        || typeof(T) == typeof(UInt128);
}

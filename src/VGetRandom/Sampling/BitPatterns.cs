namespace VGetRandom.Sampling;

/// <summary>Tells in which types every bit pattern is a valid value.</summary>
/// <remarks>A list, because the fields of a type would not tell: trimming may remove them, and the
/// type may restrict the values of a private field. To the JIT the answer is a constant.</remarks>
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

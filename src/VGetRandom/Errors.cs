using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VGetRandom.Kernel;

namespace VGetRandom;

/// <summary>What the public methods throw for arguments, and for what the kernel refuses.</summary>
internal static class Errors
{
    public static NotSupportedException NotAnInteger<T>() =>
        new($"{typeof(T)} is not a built-in integer type.");

    public static NotSupportedException TooManyBits<T>() =>
        new($"{typeof(T)} has more than 64 significant bits.");

    public static NotSupportedException NotOfBits<T>() => new(
        $"Some bit patterns of {typeof(T)} may not be valid. If all are, fill "
        + $"{nameof(MemoryMarshal)}.{nameof(MemoryMarshal.AsBytes)}(destination).");

    public static ArgumentException EmptyRange() =>
        new("The range is empty: toExclusive must be greater than its start.");

    public static ArgumentException EmptyInclusiveRange() =>
        new("The range is empty: toInclusive must not be less than fromInclusive.");

    public static ArgumentOutOfRangeException NotFinite(double value, string parameter) =>
        new(parameter, value, "The value must be finite.");

    public static ArgumentOutOfRangeException NotAProbability(double value, string parameter) =>
        new(parameter, value, "A probability is from 0 to 1.");

    public static ArgumentException NotAWeightEach(int choices, int weights, string parameter) =>
        new($"There are {weights} weights for {choices} choices.", parameter);

    public static ArgumentException NoWeight(string parameter) =>
        new("At least one weight must be greater than 0.", parameter);

    public static ArgumentException TooFewItems(int items, string parameter) =>
        new($"There are no more than {items} items to fill it with.", parameter);

    public static ArgumentException NoChoices(string parameter) =>
        new("There is nothing to choose from.", parameter);

    public static ArgumentException TooShortForToken(int bytes, int characters, string parameter) =>
        new($"A token of {bytes} bytes has {characters} characters.", parameter);

    public static ArgumentException PastEnd() =>
        new("The offset and the count reach past the end of the array.");

    public static ArgumentException UnknownFlags(GetRandomFlags unknown, string parameter) =>
        new($"Unknown flags 0x{(uint)unknown:x}.", parameter);

    public static ArgumentException ExclusiveFlags(string parameter) =>
        new("Random and Insecure exclude each other, as in getrandom(2).", parameter);

    public static ArgumentException FlagsUnknownToKernel(GetRandomFlags flags, string parameter) =>
        new($"This kernel's getrandom(2) does not know all of the flags {flags}.", parameter);

    public static CryptographicException Refused(int errno) =>
        new($"getrandom(2) failed with {Errno.Describe(errno)}.");
}

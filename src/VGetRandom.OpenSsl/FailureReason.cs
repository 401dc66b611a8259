using VGetRandom.OpenSsl.Abi;

namespace VGetRandom.OpenSsl;

/// <summary>What OpenSSL's error queue says about a request that failed.</summary>
// SAFETY: the caller has room for one entry more than there are texts; that one stays all zeros.
internal static unsafe class FailureReason
{
    public const uint Refused = 1;
    public const uint NotInstantiated = 2;
    public const uint Strength = 3;
    public const uint NoMemory = 4;
    public const uint Length = 5;

    /// <summary>Writes the table of the texts.</summary>
    public static void WriteTable(Item* table)
    {
        Add(Refused, "the kernel refuses random bytes"u8);
        Add(NotInstantiated, "the generator is not instantiated"u8);
        Add(Strength, "more than 256 bits of strength were asked for"u8);
        Add(NoMemory, "no memory"u8);
        Add(Length, "the seed that was asked for is too short for its strength"u8);

        void Add(uint reason, ReadOnlySpan<byte> text)
        {
            table[reason - 1].Id = reason;
            table[reason - 1].Text = Text.Of(text);
        }
    }
}

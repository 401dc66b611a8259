using VGetRandom.ChaCha20;

namespace VGetRandom.Tests.ChaCha20;

/// <summary>Compares every version with libsodium's original ChaCha20.</summary>
public class SodiumTests
{
    // More than two passes of the widest version, with every possible remainder after them.
    private const int MaxBlocks = 100;

    private const ulong LastOf32Bits = uint.MaxValue;

    public static TheoryData<string> Versions => [.. BlockVersion.Names];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_number_of_blocks_is_right_with_a_random_key(string version)
    {
        for (int count = 0; count <= MaxBlocks; count++)
        {
            ulong start = BitConverter.ToUInt64(KernelRandom.GetBytes(sizeof(ulong)));
            AssertSame(version, count, start);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Many_blocks_are_right(string version) => AssertSame(version, 2000, 0);

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_counter_carries_into_its_upper_half_at_every_block_of_a_pass(string version)
    {
        for (ulong before = 0; before <= 40; before++)
        {
            AssertSame(version, 70, LastOf32Bits - before);
            AssertSame(version, 70, (7UL << 32) + LastOf32Bits - before);
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_counter_wraps_after_its_last_block(string version)
    {
        byte[] key = KernelRandom.GetBytes(ChaCha20Blocks.KeyBytes);
        for (int before = 0; before <= 40; before++)
        {
            ulong start = ulong.MaxValue - (ulong)before;
            ulong next = start;
            byte[] actual = BlockVersion.Blocks(version, 70, key, ref next);

            // Two calls, so that it does not matter how libsodium handles the wrap.
            byte[] expected =
                [.. Sodium.Blocks(before + 1, key, start), .. Sodium.Blocks(69 - before, key, 0)];
            Assert.Equal(expected, actual);
            Assert.Equal(start + 70, next);
        }
    }

    private static void AssertSame(string version, int count, ulong start)
    {
        byte[] key = KernelRandom.GetBytes(ChaCha20Blocks.KeyBytes);
        ulong next = start;
        byte[] actual = BlockVersion.Blocks(version, count, key, ref next);
        Assert.True(
            actual.AsSpan().SequenceEqual(Sodium.Blocks(count, key, start)),
            $"{count} blocks from {start} with the key {Convert.ToHexString(key)}");
        Assert.Equal(start + (ulong)count, next);
    }
}

using VGetRandom.ChaCha20;

namespace VGetRandom.Tests.ChaCha20;

/// <summary>Where output and key may lie, and that nothing else is touched.</summary>
// SAFETY: in each test the arrays stay in place while pointers into them are used, and are longer
// than output and key by as much as the comment there says.
public unsafe class PlacementTests
{
    private const int Block = ChaCha20Blocks.BlockBytes;
    private const int KeyBytes = ChaCha20Blocks.KeyBytes;
    private const byte Canary = 0xC5;

    private static readonly int[] s_counts =
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 15, 16, 17, 18, 31, 32, 33, 48, 49, 70];

    public static TheoryData<string> Versions => [.. BlockVersion.Names];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Output_and_key_may_lie_anywhere_and_nothing_beside_is_touched(string version)
    {
        foreach (int count in s_counts)
        {
            byte[] key = KernelRandom.GetBytes(KeyBytes);
            byte[] expected = Expected(count, key);
            for (int offset = 0; offset < Block; offset++)
            {
                int length = count * Block;
                byte[] memory = new byte[length + (4 * Block)];
                byte[] keyMemory = new byte[2 * Block];
                Array.Fill(memory, Canary);
                key.CopyTo(keyMemory, offset % KeyBytes);
                ulong counter = 0;

                // Bounds: output ends two blocks before the array does, the key one before its own.
                fixed (byte* output = memory)
                fixed (byte* from = keyMemory)
                {
                    BlockVersion.Get(version)(
                        output + Block + offset,
                        (nuint)count,
                        from + (offset % KeyBytes),
                        ref counter);
                }

                int start = Block + offset;
                Assert.True(memory.AsSpan(start, length).SequenceEqual(expected));
                Assert.False(memory.AsSpan(0, start).ContainsAnyExcept(Canary));
                Assert.False(memory.AsSpan(start + length).ContainsAnyExcept(Canary));
                Assert.True(keyMemory.AsSpan(offset % KeyBytes, KeyBytes).SequenceEqual(key));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void The_last_block_may_replace_the_key(string version)
    {
        for (int count = 1; count <= 70; count++)
        {
            // The key lies anywhere from the start of the last block to the output's end.
            for (int place = (count - 1) * Block; place <= count * Block; place += 4)
            {
                byte[] memory = new byte[(count + 1) * Block];
                byte[] key = KernelRandom.GetBytes(KeyBytes);
                key.CopyTo(memory, place);
                ulong counter = 0;

                // Bounds: output is a block shorter than the array, and the key lies in the array.
                fixed (byte* output = memory)
                {
                    BlockVersion.Get(version)(output, (nuint)count, output + place, ref counter);
                }

                Assert.True(
                    memory.AsSpan(0, count * Block).SequenceEqual(Expected(count, key)),
                    $"{count} blocks, key at {place}");
            }
        }
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, -31)]
    [InlineData(2, 63)]
    [InlineData(40, 38 * Block)]
    [InlineData(40, (39 * Block) - 1)]
    public void A_key_that_would_be_overwritten_too_early_is_refused(int count, int place)
    {
        byte[] memory = new byte[(count + 2) * Block];

        // Bounds: output begins a block after the array's start and ends a block before its end, so
        // the key lies in the array, too. Nothing uses the pointers after fixed.
        fixed (byte* start = memory)
        {
            byte* output = start + Block;
            ArgumentException refusal = Assert.Throws<ArgumentException>(() =>
            {
                ulong counter = 0;
                ChaCha20Blocks.Generate(output, (nuint)count, output + place, ref counter);
            });
            Assert.Equal("key", refusal.ParamName);
        }

        Assert.False(memory.AsSpan().ContainsAnyExcept((byte)0));
    }

    [Theory]
    [InlineData(-KeyBytes)]
    [InlineData(2 * Block)]
    public void A_key_next_to_the_output_is_accepted(int place)
    {
        byte[] memory = new byte[4 * Block];
        ulong counter = 0;

        // Bounds: the array's second and third block, and a key next to them.
        fixed (byte* start = memory)
        {
            byte* output = start + Block;
            ChaCha20Blocks.Generate(output, 2, output + place, ref counter);
        }

        Assert.Equal(2UL, counter);
        Assert.True(memory.AsSpan(Block, 2 * Block).SequenceEqual(Expected(2, new byte[KeyBytes])));
    }

    private static byte[] Expected(int count, byte[] key) => Sodium.Blocks(count, key, 0);
}

using System.Runtime.InteropServices;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;

namespace VGetRandom.Tests.Generator;

public sealed unsafe class KeyExpansionTests : IDisposable
{
    // SAFETY: the memory has KeyExpansion.Bytes bytes until Dispose; every buffer is pinned.
    private readonly byte* _memory =
        (byte*)NativeMemory.AlignedAlloc(KeyExpansion.Bytes, sizeof(ulong));

    private readonly KeyScript _script = new();

    public KeyExpansionTests() => NativeMemory.Clear(_memory, KeyExpansion.Bytes);

    private Span<byte> Memory => new(_memory, KeyExpansion.Bytes);

    public void Dispose() => NativeMemory.AlignedFree(_memory);

    [Fact]
    public void Every_length_is_the_key_s_stream_and_nothing_more()
    {
        for (int length = 0; length <= 1100; length++)
        {
            byte[] buffer = new byte[length + 64];
            Assert.True(TryFill(buffer, length));
            Assert.Equal(Stream(_script.LastKey, length), buffer[..length]);
            Assert.All(buffer[length..], b => Assert.Equal(0, b));
        }

        byte[] whole = new byte[KeyExpansion.MaxChunkBytes];
        Assert.True(TryFill(whole, whole.Length));
        Assert.Equal(Stream(_script.LastKey, whole.Length), whole);
    }

    [Fact]
    public void Nothing_of_the_key_or_the_output_stays_in_memory()
    {
        byte[] buffer = new byte[1000];
        Assert.True(TryFill(buffer, buffer.Length));
        Assert.True(Memory.IndexOfAnyExcept((byte)0) < 0);

        _script.OnKey = _ => false;
        Assert.False(TryFill(buffer, buffer.Length));
        Assert.True(Memory.IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void A_page_that_vanishes_with_its_key_makes_the_chunk_again()
    {
        _script.OnKey = attempt =>
        {
            if (attempt == 1)
            {
                // This is what a drop does: the key that was written is gone, with the mark beside
                // it.
                _script.AfterKey = () => Memory.Clear();
            }

            return true;
        };
        byte[] buffer = new byte[1000];
        Assert.True(TryFill(buffer, buffer.Length));
        Assert.Equal(2, _script.Keys);
        Assert.Equal(Stream(_script.LastKey, buffer.Length), buffer);
    }

    [Fact]
    public void A_page_that_vanishes_twice_is_a_failure()
    {
        _script.OnKey = _ => true;
        _script.AlwaysAfterKey = () => Memory.Clear();
        Assert.False(TryFill(new byte[1000], 1000));
        Assert.Equal(2, _script.Keys);
    }

    private static byte[] Stream(byte[] key, int length)
    {
        int blocks = (length + ChaCha20Blocks.BlockBytes - 1) / ChaCha20Blocks.BlockBytes;
        byte[] stream = new byte[blocks * ChaCha20Blocks.BlockBytes];
        ulong counter = 0;
        fixed (byte* output = stream)
        {
            fixed (byte* pinnedKey = key)
            {
                ChaCha20Reference.Generate(output, (nuint)blocks, pinnedKey, ref counter);
            }
        }

        return stream[..length];
    }

    private bool TryFill(byte[] buffer, int length)
    {
        fixed (byte* pinned = buffer)
        {
            return KeyExpansion.TryFill<DirectAccess, ScriptedKeys>(
                new(_script), pinned, length, _memory);
        }
    }

    private sealed class KeyScript
    {
        public Func<int, bool> OnKey { get; set; } = _ => true;

        public Action? AfterKey { get; set; }

        public Action? AlwaysAfterKey { get; set; }

        public int Keys { get; set; }

        public byte[] LastKey { get; set; } = [];
    }

    private readonly struct ScriptedKeys(KeyScript script) : IKeySource
    {
        public bool TryGetKey(byte* key)
        {
            script.Keys++;
            if (!script.OnKey(script.Keys))
            {
                return false;
            }

            script.LastKey = KernelRandom.GetBytes(ChaCha20Blocks.KeyBytes);
            script.LastKey.CopyTo(new Span<byte>(key, ChaCha20Blocks.KeyBytes));
            script.AfterKey?.Invoke();
            script.AfterKey = null;
            script.AlwaysAfterKey?.Invoke();
            return true;
        }
    }
}

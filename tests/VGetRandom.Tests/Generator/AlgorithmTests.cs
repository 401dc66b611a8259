using System.Runtime.InteropServices;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Reference;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Generator;

/// <summary>The rules of the algorithm, one by one, on a kernel that the test controls.</summary>
public sealed unsafe class AlgorithmTests : IDisposable
{
    // SAFETY: the page has a byte more, for the mark, until Dispose; every buffer is pinned.
    private const int PageBytes = 4096;
    private readonly KernelScript _kernel = new();
    private readonly RngInfoScript _info = new();
    private readonly byte* _page = (byte*)NativeMemory.AlignedAlloc(PageBytes + 1, PageBytes);
    private byte* _state;

    public AlgorithmTests()
    {
        NativeMemory.Clear(_page, PageBytes + 1);
        _state = _page;
    }

    private Span<byte> State => new(_state, KernelLayout.StateBytes);

    private ref ulong StateGeneration => ref *(ulong*)(_state + KernelLayout.GenerationOffset);

    private ref byte InUse => ref _state[KernelLayout.InUseOffset];

    public void Dispose() => NativeMemory.AlignedFree(_page);

    [Fact]
    public void The_first_request_takes_one_key_and_later_ones_none()
    {
        for (int i = 0; i < 100; i++)
        {
            AssertServed(16);
        }

        Assert.Equal([(32u, 0u)], _kernel.Requests);
        Assert.Equal(7u, StateGeneration);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(96)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void No_bytes_come_twice_and_all_are_filled(int length)
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < 50; i++)
        {
            byte[] bytes = AssertServed(length);
            if (length >= 16)
            {
                Assert.True(seen.Add(Convert.ToHexString(bytes.AsSpan(0, 16))));
                string end = Convert.ToHexString(bytes.AsSpan(length - 16));
                Assert.True(seen.Add(end) || length < 32);
            }
        }
    }

    [Fact]
    public void What_was_handed_out_is_in_the_state_no_longer()
    {
        for (int length = 8; length < 400; length += 7)
        {
            byte[] bytes = AssertServed(length);
            for (int at = 0; at + 8 <= length; at++)
            {
                Assert.True(State.IndexOf(bytes.AsSpan(at, 8)) < 0);
            }
        }
    }

    [Fact]
    public void Every_refill_replaces_the_key()
    {
        var keys = new HashSet<string>();
        for (int i = 0; i < 20; i++)
        {
            _ = AssertServed(KernelLayout.BatchKeyBytes);
            int keyOffset = KernelLayout.BatchKeyBytes - ChaCha20Blocks.KeyBytes;
            ReadOnlySpan<byte> key = State.Slice(keyOffset, ChaCha20Blocks.KeyBytes);
            Assert.True(keys.Add(Convert.ToHexString(key)));
        }
    }

    [Fact]
    public void A_new_generation_takes_a_new_key_and_drops_the_batch()
    {
        _ = AssertServed(8);
        byte[] batch = State[..KernelLayout.BatchKeyBytes].ToArray();
        _info.Generation = 8;
        byte[] bytes = AssertServed(64);
        Assert.Equal(2, _kernel.Requests.Count);
        Assert.Equal(8u, StateGeneration);
        for (int at = 0; at + 8 <= bytes.Length; at++)
        {
            Assert.True(batch.AsSpan().IndexOf(bytes.AsSpan(at, 8)) < 0);
        }
    }

    [Fact]
    public void The_generation_is_stored_before_the_key_is_asked_for()
    {
        ulong seen = 0;
        _kernel.OnGetRandom = (length, _) =>
        {
            seen = StateGeneration;
            return (nint)length;
        };
        _ = AssertServed(8);
        Assert.Equal(7u, seen);
    }

    [Fact]
    public void A_reseed_meanwhile_starts_over_once()
    {
        _ = AssertServed(8);
        _info.Readings = 0;
        _info.OnReadGeneration = reading => _info.Generation += reading == 1 ? 1u : 0u;
        _ = AssertServed(8);
        Assert.Equal([(32u, 0u), (32u, 0u)], _kernel.Requests);
        Assert.Equal(8u, StateGeneration);
    }

    [Fact]
    public void A_second_reseed_meanwhile_goes_to_the_system_call()
    {
        _info.OnReadGeneration = reading => _info.Generation += (ulong)reading % 2;
        AssertMadeTheSystemCall(8);
        Assert.Equal(4, _info.Readings);
        Assert.Equal([(32u, 0u), (32u, 0u), (8u, 0u)], _kernel.Requests);
    }

    [Fact]
    public void A_page_that_vanishes_in_the_middle_starts_over()
    {
        // Drop the page while the key is fetched: the key arrives in a page without a generation.
        bool isFirst = true;
        _kernel.OnGetRandom = (length, _) =>
        {
            if (isFirst)
            {
                State.Clear();
                isFirst = false;
            }

            return (nint)length;
        };
        _ = AssertServed(200);
        Assert.Equal([(32u, 0u), (32u, 0u)], _kernel.Requests);
        Assert.Equal(7u, StateGeneration);
    }

    [Fact]
    public void Generation_zero_is_never_valid()
    {
        _info.Generation = 0;
        AssertMadeTheSystemCall(8);
        Assert.Equal([(8u, 0u)], _kernel.Requests);
        Assert.True(State.IndexOfAnyExcept((byte)0) < 0);
    }

    [Theory]
    [InlineData(-Errno.EPERM)]
    [InlineData(31)]
    [InlineData(0)]
    public void Without_a_whole_key_the_state_is_empty_and_the_system_call_serves(int answer)
    {
        _kernel.OnGetRandom = (length, _) => length == 32 ? answer : (nint)length;
        AssertMadeTheSystemCall(8);
        Assert.Equal(0u, StateGeneration);
        Assert.Equal(0, InUse);
    }

    [Fact]
    public void A_state_in_use_is_left_as_it_is()
    {
        _ = AssertServed(8);
        InUse = 1;
        byte[] before = State.ToArray();
        AssertMadeTheSystemCall(8);
        Assert.Equal(before, State.ToArray());
    }

    [Fact]
    public void In_use_is_set_while_the_request_lasts()
    {
        byte during = 0;
        _info.OnReadGeneration = _ => during = InUse;
        _ = AssertServed(8);
        Assert.Equal(1, during);
        Assert.Equal(0, InUse);
    }

    [Fact]
    public void What_only_the_kernel_understands_goes_to_the_kernel()
    {
        AssertMadeTheSystemCall(8, flags: 8);
        AssertMadeTheSystemCall(8, stateBytes: KernelLayout.StateBytes - 1);
        _info.IsReady = false;
        AssertMadeTheSystemCall(8);
        Assert.True(State.IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void No_bytes_touch_nothing()
    {
        Assert.Empty(AssertServed(0));
        Assert.Empty(_kernel.Requests);
        Assert.True(State.IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void A_state_that_straddles_pages_is_refused()
    {
        byte* straddling = _page + PageBytes - KernelLayout.StateBytes + 8;
        _state = straddling;
        Assert.Equal(-Errno.EFAULT, Request([], 8));
        _state = _page + PageBytes - KernelLayout.StateBytes;
        _ = AssertServed(8);
    }

    private nint Request(byte[] buffer, int length, uint flags = 0, int? stateBytes = null)
    {
        fixed (byte* pinned = buffer)
        {
            return new Algorithm<FakeKernel, FakeRngInfo, KernelLayout, DirectAccess>(
                _kernel.Kernel, new(_info), PageBytes).Request(
                    pinned,
                    (nuint)length,
                    flags,
                    _state,
                    (nuint)(stateBytes ?? KernelLayout.StateBytes),
                    new(_page + PageBytes));
        }
    }

    private byte[] AssertServed(int length)
    {
        byte[] buffer = new byte[length];
        Assert.Equal(length, Request(buffer, length));
        Assert.DoesNotContain((8u, 0u), _kernel.Requests);
        return buffer;
    }

    private void AssertMadeTheSystemCall(int length, uint flags = 0, int? stateBytes = null)
    {
        byte[] buffer = new byte[length];
        Assert.Equal(length, Request(buffer, length, flags, stateBytes));
        Assert.Equal(((nuint)length, flags), _kernel.Requests[^1]);
        Assert.All(buffer, b => Assert.Equal(KernelScript.FromSyscall, b));
    }
}

using System.Runtime.InteropServices;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Reference;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Generator;

/// <summary>A page vanishes under a request, and then a signal handler makes a request on the same
/// state. Each alone is harmless. Together they are not, if the only mark is in the page.</summary>
public sealed unsafe class NestedRequestTests : IDisposable
{
    // SAFETY: the page has PageBytes bytes and two for marks until Dispose; buffers are pinned.
    private const int PageBytes = 4096;
    private const int MaxPlaces = 80;
    private const int PlacesBeforeMark = 2;
    private const int NestedBytes = 24;
    private readonly KernelScript _kernel = new();
    private readonly RngInfoScript _info = new();
    private readonly byte* _page = (byte*)NativeMemory.AlignedAlloc(PageBytes + 2, PageBytes);
    private int _placesSeen;

    public NestedRequestTests() => Clear();

    private RequestMark Mark => new(_page + PageBytes);

    /// <summary>The mark of a handler that does not know the state's own.</summary>
    private RequestMark OtherMark => new(_page + PageBytes + 1);

    public void Dispose() => NativeMemory.AlignedFree(_page);

    [Theory]
    [InlineData(8)]
    [InlineData(90)]
    [InlineData(300)]
    public void A_drop_and_a_nested_request_together_are_harmless(int length)
    {
        for (int place = 0; place < MaxPlaces; place++)
        {
            AssertHarmless<KernelLayout>(length, place);
        }
    }

    [Fact]
    public void Without_the_mark_they_are_not()
    {
        // Shows that the test above can fail: a nested request with a mark of its own finds no
        // trace of the outer one once the page is gone.
        int failures = 0;
        for (int place = 0; place < MaxPlaces; place++)
        {
            byte[] bytes = Interrupted<KernelLayout>(90, place, OtherMark);
            failures += IsFromTheKernel(bytes) ? 0 : 1;
        }

        Assert.InRange(failures, 1, MaxPlaces);
    }

    private void AssertHarmless<TLayout>(int length, int place)
        where TLayout : struct, IStateLayout
    {
        byte[] bytes = Interrupted<TLayout>(length, place, Mark);

        // Once the mark is set, the nested request is served by system call. The kernel gave the
        // outer one's key, which is never zeros.
        int nested = _kernel.Requests.Count(request => request.Length == NestedBytes);
        Assert.Equal(place >= PlacesBeforeMark && place < _placesSeen ? 1 : 0, nested);
        Assert.True(IsFromTheKernel(bytes), $"{place}: {Convert.ToHexString(bytes)}");
        Assert.True(bytes.AsSpan().IndexOf(new byte[4]) < 0);
        Assert.Equal(0, _page[PageBytes]);
        Assert.Equal(0, _page[TLayout.InUseOffset]);
    }

    /// <summary>Makes a request, with a drop and a nested request at one of its places.</summary>
    private byte[] Interrupted<TLayout>(int length, int place, RequestMark nestedMark)
        where TLayout : struct, IStateLayout
    {
        Clear();
        _ = Request<TLayout>(8, Mark);
        _kernel.Requests.Clear();
        _placesSeen = 0;
        bool isInHandler = false;
        void Interrupt()
        {
            if (!isInHandler && _placesSeen++ == place)
            {
                isInHandler = true;
                DropPage();
                _ = Request<TLayout>(NestedBytes, nestedMark);
                isInHandler = false;
            }
        }

        InterruptedAccess.Interrupt = Interrupt;
        _info.OnReadGeneration = _ => Interrupt();
        _kernel.OnGetRandom = (length, _) =>
        {
            Interrupt();
            return (nint)length;
        };
        byte[] bytes = Request<TLayout>(length, Mark);
        InterruptedAccess.Interrupt = null;
        _info.OnReadGeneration = null;
        _kernel.OnGetRandom = (length, _) => (nint)length;
        return bytes;
    }

    private byte[] Request<TLayout>(int length, RequestMark mark)
        where TLayout : struct, IStateLayout
    {
        byte[] buffer = new byte[length];
        fixed (byte* pinned = buffer)
        {
            var algorithm = new Algorithm<FakeKernel, FakeRngInfo, TLayout, InterruptedAccess>(
                _kernel.Kernel, new(_info), PageBytes);
            nuint stateBytes = (nuint)TLayout.StateBytes;
            Assert.Equal(
                length, algorithm.Request(pinned, (nuint)length, 0, _page, stateBytes, mark));
        }

        return buffer;
    }

    private void Clear() => NativeMemory.Clear(_page, PageBytes + 2);

    private void DropPage() => NativeMemory.Clear(_page, PageBytes);

    /// <summary>Whether the bytes come from the fake kernel itself, or begin somewhere in what one
    /// of its keys expands to.</summary>
    private static bool IsFromTheKernel(byte[] bytes)
    {
        if (!bytes.AsSpan().ContainsAnyExcept(KernelScript.FromSyscall))
        {
            return true;
        }

        byte* key = stackalloc byte[ChaCha20Blocks.KeyBytes];
        byte[] stream = new byte[64 * ChaCha20Blocks.BlockBytes];
        for (byte mark = 1; mark < 8; mark++)
        {
            new Span<byte>(key, ChaCha20Blocks.KeyBytes).Fill(mark);
            ulong counter = 0;
            fixed (byte* pinned = stream)
            {
                ChaCha20Reference.Generate(pinned, 64, key, ref counter);
            }

            if (stream.AsSpan().IndexOf(bytes.AsSpan(0, 8)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}

using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;

namespace VGetRandom.Tests.Managed.Search;

/// <summary>The last step: compares what the live function notes with what the live pages
/// hold.</summary>
public class RngInfoConfirmTests
{
    private const int GenerationOffset = 8;
    private const int ReadyOffset = 16;
    private const int StateBytes = 32;
    private const int StateGeneration = 24;

    private static readonly RngInfoPlace s_place =
        new(GenerationOffset, ReadyOffset, StateGeneration);

    [Fact]
    public void A_function_that_notes_the_generation_confirms_the_place()
    {
        var page = new Page { Ready = 1, Generation = 7 };
        Attempt<RngInfo> info = Confirm(page);
        Assert.True(info.Succeeded, info.Problem);
        Assert.Equal(page.Address + GenerationOffset, info.Value.GenerationAddress);
        Assert.Equal(page.Address + ReadyOffset, info.Value.ReadyAddress);
        Assert.Equal(1, page.Requests);
    }

    [Fact]
    public void A_few_reseeds_during_the_look_do_no_harm()
    {
        var page = new Page { Ready = 1, Generation = 7, ReseedsToCome = 9 };
        Assert.True(Confirm(page).Succeeded);
        Assert.Equal(10, page.Requests);
    }

    [Fact]
    public void A_value_that_moves_by_itself_is_refused() => AssertRefused(
        "does not note what stands at the proved place",
        new() { Ready = 1, Generation = 7, ReseedsToCome = int.MaxValue });

    [Fact]
    public void Another_value_than_the_function_notes_is_refused() => AssertRefused(
        "does not note what stands at the proved place",
        new() { Ready = 1, Generation = 7, Lie = 1 });

    [Fact]
    public void A_generation_of_zero_is_refused() => AssertRefused(
        "has generation 0, readiness 1", new() { Ready = 1, Generation = 0 });

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void A_readiness_that_is_not_one_is_refused(byte ready) => AssertRefused(
        $"has generation 7, readiness {ready}", new() { Ready = ready, Generation = 7 });

    [Fact]
    public void A_function_that_fails_is_refused() => AssertRefused(
        "its function returned -38", new() { Ready = 1, Generation = 7, Result = -38 });

    private static void AssertRefused(string reason, Page page)
    {
        Attempt<RngInfo> info = Confirm(page);
        Assert.False(info.Succeeded);
        Assert.Contains(reason, info.Problem, StringComparison.Ordinal);
        Assert.InRange(page.Requests, 1, 10);
    }

    private static Attempt<RngInfo> Confirm(Page page) =>
        RngInfoLocator.Confirm(new FakeFunction(page), page.Address, s_place, StateBytes);

    /// <summary>A data page of the test's own, and the answers of its function.</summary>
    private sealed class Page
    {
        private readonly byte[] _bytes = GC.AllocateArray<byte>(64, pinned: true);

        public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);

        public byte Ready
        {
            get => _bytes[ReadyOffset];
            set => _bytes[ReadyOffset] = value;
        }

        public ulong Generation
        {
            get => BitConverter.ToUInt64(_bytes, GenerationOffset);
            set => BitConverter.TryWriteBytes(_bytes.AsSpan(GenerationOffset), value);
        }

        public int ReseedsToCome { get; set; }

        public ulong Lie { get; init; }

        public nint Result { get; init; } = VdsoTrial<FakeFunction>.RequestBytes;

        public int Requests { get; set; }
    }

    // SAFETY: the trial promises a state of stateSize bytes, and nothing else is touched.
    private readonly unsafe struct FakeFunction(Page page) : IVdsoFunction
    {
        public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize)
        {
            page.Requests++;
            var bytes = new Span<byte>(state, (int)stateSize);
            Assert.True(BitConverter.TryWriteBytes(
                bytes[StateGeneration..], page.Generation + page.Lie));
            if (page.ReseedsToCome > 0)
            {
                page.ReseedsToCome--;
                page.Generation++;
            }

            return page.Result;
        }
    }
}

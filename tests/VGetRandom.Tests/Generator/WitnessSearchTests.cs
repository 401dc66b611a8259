using System.Runtime.InteropServices;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Generator;

/// <summary>The experiment: what it finds, and which functions it must refuse.</summary>
public sealed unsafe class WitnessSearchTests : IDisposable
{
    // SAFETY: the page has room for a state and the memory behind it until Dispose; offsets are
    // below StateBytes.
    private const int PageBytes = 4096;
    private const int MemoryOffset = 192;
    private const int MaxRequests = 400;
    private readonly byte* _page = (byte*)NativeMemory.AlignedAlloc(PageBytes, PageBytes);
    private readonly FunctionModel _model = new();

    public WitnessSearchTests() => Clear();

    public void Dispose() => NativeMemory.AlignedFree(_page);

    [Fact]
    public void It_finds_key_generation_and_step_of_the_kernel_s_layout()
    {
        Assert.Equal(WitnessVerdict.Found, Find(out WitnessPlace place));
        Assert.Equal(FunctionModel.Place, place);
        Assert.All(
            _model.Invocations,
            call => Assert.Equal((1u, GetRandomAbi.GRND_NONBLOCK), call));
    }

    [Fact]
    public void It_leaves_nothing_behind()
    {
        _ = Find(out _);
        var state = new ReadOnlySpan<byte>(_page, FunctionModel.StateBytes);
        var batch = new ReadOnlySpan<byte>(
            GeneratorMemory.Batch(_page + MemoryOffset), GeneratorMemory.BatchKeyBytes);
        Assert.True(state.IndexOfAnyExcept((byte)0) < 0);
        Assert.True(batch.IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void It_finds_the_running_kernel_s()
    {
        VdsoLocation location = Live.Location();
        for (int i = 0; i < 100; i++)
        {
            // A reseed may come in the middle, once a minute or so.
            WitnessVerdict verdict = new WitnessSearch<VdsoFunction>(
                location.Function, _page, location.Parameters.StateSize, _page + MemoryOffset)
                .Find(out WitnessPlace place);
            Assert.True(verdict is WitnessVerdict.Found or WitnessVerdict.Disturbed);
            Assert.Equal(verdict == WitnessVerdict.Found, place.Bytes >= 32);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reseed_or_a_drop_at_any_moment_is_never_taken_for_a_key(bool isDrop)
    {
        int found = 0;
        for (int moment = 0; moment < MaxRequests; moment++)
        {
            int request = 0;
            _model.Before = state =>
            {
                if (request++ != moment)
                {
                    return;
                }

                if (isDrop)
                {
                    Clear();
                }
                else
                {
                    _model.Info.Generation++;
                }
            };
            WitnessVerdict verdict = Find(out WitnessPlace place);
            Assert.Equal(
                verdict == WitnessVerdict.Found ? FunctionModel.Place : default, place);
            found += verdict == WitnessVerdict.Found ? 1 : 0;
        }

        // Before and after the experiment they do no harm.
        Assert.InRange(found, 1, MaxRequests - 200);
    }

    [Fact]
    public void One_that_answers_by_system_calls_is_refused()
    {
        _model.IsBypassing = true;
        AssertRefused(WitnessVerdict.NoNewKey);
        Assert.InRange(_model.Invocations.Count, 1, 310);
    }

    [Fact]
    public void One_with_a_state_of_another_size_is_refused() =>
        AssertRefused(WitnessVerdict.NoNewKey, FunctionModel.StateBytes - 8);

    [Fact]
    public void One_whose_generator_is_not_ready_is_refused_for_now()
    {
        _model.Info.IsReady = false;
        _model.Kernel.OnGetRandom = (_, _) => -Errno.EAGAIN;
        AssertRefused(WitnessVerdict.Unserved);
    }

    [Fact]
    public void One_that_keeps_no_key_in_the_state_is_refused()
    {
        // Only the position moves.
        _model.After = state => new Span<byte>((void*)state, 128).Clear();
        AssertRefused(WitnessVerdict.NoNewKey);
    }

    [Fact]
    public void One_that_changes_everything_at_each_call_is_refused()
    {
        byte fill = 0;
        _model.After = state =>
            new Span<byte>((void*)state, FunctionModel.StateBytes).Fill(++fill);
        AssertRefused(WitnessVerdict.NoKey);
    }

    [Fact]
    public void One_that_reseeds_without_changing_what_was_found_is_refused()
    {
        // It corrects the generation, but keeps the key that is seen.
        byte[] seen = new byte[FunctionModel.GenerationOffset];
        ulong noted = 0;
        _model.Before = state =>
        {
            new ReadOnlySpan<byte>((void*)state, seen.Length).CopyTo(seen);
            noted = *(ulong*)(state + FunctionModel.GenerationOffset);
        };
        _model.After = state =>
        {
            if (noted != 0 && noted != _model.Info.Generation)
            {
                seen.CopyTo(new Span<byte>((void*)state, seen.Length));
            }
        };
        AssertRefused(WitnessVerdict.ReseedUnnoticed);
    }

    [Fact]
    public void One_that_does_not_put_the_generation_right_is_refused()
    {
        _model.After = state =>
            *(ulong*)(state + FunctionModel.GenerationOffset) ^=
                (ulong)(_model.Invocations.Count > 200 ? 1 : 0);
        Assert.NotEqual(WitnessVerdict.Found, Find(out _));
    }

    [Fact]
    public void One_whose_state_does_not_step_is_refused()
    {
        // Returns the same bytes each time, as if it kept its position elsewhere.
        int requests = 0;
        var positions = new byte[MaxRequests * 3];
        _model.Before = state =>
            *(byte*)(state + FunctionModel.StepOffset) = positions[requests];
        _model.After = state =>
        {
            positions[++requests] = *(byte*)(state + FunctionModel.StepOffset);
            *(byte*)(state + FunctionModel.StepOffset) = 0;
        };
        AssertRefused(WitnessVerdict.NoStep);
    }

    [Fact]
    public void A_state_that_is_longer_than_the_notes_have_room_for_is_refused() =>
        AssertRefused(WitnessVerdict.StateTooLarge, 512);

    private void AssertRefused(
        WitnessVerdict expected, int stateBytes = FunctionModel.StateBytes)
    {
        Assert.Equal(expected, Find(out WitnessPlace place, stateBytes));
        Assert.Equal(default, place);
    }

    private WitnessVerdict Find(
        out WitnessPlace place, int stateBytes = FunctionModel.StateBytes) =>
        new WitnessSearch<ModelFunction>(
            _model.Function, _page, stateBytes, _page + MemoryOffset).Find(out place);

    private void Clear() => NativeMemory.Clear(_page, PageBytes);
}

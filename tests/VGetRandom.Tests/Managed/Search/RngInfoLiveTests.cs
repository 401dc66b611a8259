using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Tests.Needs;
using VGetRandom.Tests.Vdso;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Managed.Search;

/// <summary>The RNG info of the running kernel, and altered copies of its function.</summary>
[NeedsX64]
[NeedsKernelFunction]
public class RngInfoLiveTests
{
    private const int StateBytes = 144;
    private const int StateGeneration = 128;

    [Fact]
    public void The_place_is_found_and_holds_what_the_kernel_changes_at_a_reseed()
    {
        RngInfo info = Live.LocateRngInfo();
        ulong before = Read(info);
        Live.ReseedOrSkip();
        ulong after = Read(info);
        Assert.NotEqual(0UL, before);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void The_place_holds_what_a_state_in_the_known_layout_notes()
    {
        VdsoLocation location = Live.Location();
        Assert.SkipUnless(
            location.Parameters.StateSize == StateBytes, "the state has another layout");
        RngInfo info = Live.LocateRngInfo();
        Assert.Equal(StateGeneration, info.Place.StateGenerationOffset);
        using var trial = new VdsoTrial<VdsoFunction>(location.Function, StateBytes);

        // The kernel may reseed in between, but not every time.
        Assert.Contains(Enumerable.Range(0, 10), _ =>
        {
            Assert.True(trial.Request(new byte[StateBytes]));
            return BitConverter.ToUInt64(trial.State[StateGeneration..]) == Read(info);
        });
    }

    [Fact]
    public void The_place_lies_in_the_pages_that_the_kernel_lists_as_data()
    {
        RngInfo info = Live.LocateRngInfo();
        VdsoMapping mapping = Live.Mapping();
        Assert.InRange(
            info.GenerationAddress, mapping.DataAddress, mapping.DataAddress + mapping.DataBytes);
        Assert.Equal(info.GenerationAddress - mapping.DataAddress, info.Place.GenerationOffset);
        Assert.Equal(info.ReadyAddress - mapping.DataAddress, info.Place.ReadyOffset);
    }

    [Theory]
    [InlineData("84 c0 0f 84", "84 c0 0f 85", "as if not ready, although no byte is 0")]
    [InlineData("84 c0 0f 84", "84 c0 90 e9", "as if not ready, although no byte is 0")]
    [InlineData("48 89 83 80 00 00 00", "0f 1f 80 00 00 00 00", "holds no word of the data pages")]
    [InlineData("48 3b 83 80 00 00 00", "39 83 80 00 00 00 90", "bit 32 of the word")]
    [InlineData("b8 3e 01 00 00", "b8 27 00 00 00", "returned")]
    public void The_kernels_own_function_with_one_instruction_changed_is_refused(
        string from, string to, string reason)
    {
        // In turn: ready when the flag is 0; never ready; the generation not stored; half of it
        // compared; every getrandom replaced by getpid.
        VdsoLocation location = Live.Location();
        _ = Live.LocateRngInfo();
        VdsoMapping mapping = Live.Mapping();
        byte[] image = PrivateVdso.ReadImage(default(LinuxKernel), mapping).Value!;
        Assert.SkipUnless(
            ImagePatch.Apply(image, location.Offset, from, to) > 0,
            "this kernel's function has no such instruction");
        Attempt<RngInfoPlace> place = RngInfoLocator.Prove(
            default(LinuxKernel),
            mapping,
            image,
            location.Offset,
            location.Parameters.StateSize);
        Assert.False(place.Succeeded);
        Assert.Contains(reason, place.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_state_size_is_refused()
    {
        // The function then makes the system call and never touches the state.
        VdsoLocation location = Live.Location();
        _ = Live.LocateRngInfo();
        int wrong = location.Parameters.StateSize + 8;
        Attempt<RngInfo> info = RngInfoLocator.Locate(
            default(LinuxKernel),
            location with { Parameters = location.Parameters with { StateSize = wrong } });
        Assert.Contains("leaves a state alone", info.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_is_not_where_the_auxiliary_vector_says_is_refused()
    {
        VdsoLocation location = Live.Location();
        _ = Live.LocateRngInfo();
        Attempt<RngInfo> info = RngInfoLocator.Locate(
            default(LinuxKernel), location with { ImageAddress = location.ImageAddress + 4096 });
        Assert.Contains("does not list the vDSO where", info.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_proofs_agree()
    {
        RngInfo first = Live.LocateRngInfo();
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(first, Live.LocateRngInfo());
        }
    }

    private static ulong Read(RngInfo info)
    {
        // SAFETY: the place was proved, and the vDSO's pages stay mapped.
        unsafe
        {
            return Volatile.Read(ref *(ulong*)info.GenerationAddress);
        }
    }
}

using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Managed.Search;

/// <summary>Which functions the proof believes: a sound model, but no altered one.</summary>
[NeedsX64]
public class RngInfoProofTests
{
    public static TheoryData<Alteration, string> Refused => new()
    {
        { Alteration.SecondWordRekeys, "the word at 0x1010 matters too" },
        { Alteration.SelectorMovesTheGenerationOnly, "the word at 0x4 matters too: at INT_MAX it"
            + " does not move both" },
        { Alteration.SelectorMovesTheReadinessOnly, "the word at 0x4 matters too: at INT_MAX it"
            + " moves the generation by 0 bytes" },
        { Alteration.SelectorMovesByHalfAPage, "the word at 0x4 matters too: at INT_MAX it moves"
            + " the generation by 2048 bytes" },
        { Alteration.SelectorMovesOutOfThePages, "the word at 0x4 matters too: at INT_MAX the"
            + " generation is nowhere in the data pages" },
        { Alteration.SelectorMovesAtAnotherValueToo, "the word at 0x4 matters too: at INT_MAX and"
            + " at 0x3" },
        { Alteration.SelectorLeavesTheFirstReadiness, "the word at 0x4 matters too: at INT_MAX it"
            + " moves both, but the first place still matters" },
        { Alteration.TwoSelectors, "the word at 0x1010 matters too, changed from zeros" },
        { Alteration.WordAtIntMaxSilencesTheGeneration, "the word at 0x1ffc matters too: at INT_MAX"
            + " it moves the generation by 0 bytes" },
        { Alteration.TwoWordsOfAPageMatterUnlessEqual, "the word at 0x1ffc matters too" },
        { Alteration.WordsOfTwoPagesMatterUnlessEqual, "the word at 0x1ffc matters too" },
        { Alteration.WordsOfTwoPagesMatterTogether, "words between 0x0 and 0x2000 matter" },
        { Alteration.NoWordMatters, "holds no word of the data pages" },
        { Alteration.TwoCandidates, "holds 2 words of the data pages" },
        { Alteration.GenerationNotStored, "holds no word of the data pages" },
        { Alteration.HalfOfTheGenerationCompared, "bit 32 of the word at 0x40" },
        { Alteration.KeyNotFresh, "bit 0 of the word at 0x40" },
        { Alteration.ReadinessInverted, "as if not ready, although no byte is 0" },
        { Alteration.ReadinessOfTwoBytes, "the readiness is not one byte between" },
        { Alteration.ReadinessNowhere, "no byte of the data pages sends the function to" },
        { Alteration.AnotherByteIsReadinessToo, "the readiness is not one byte between" },
        { Alteration.GenerationMovesByItself, "whose values move by themselves" },
        { Alteration.PagesChangeLater, "values move by themselves" },
        { Alteration.ResultsMoveByThemselves, "so something moves by itself" },
        { Alteration.WritesBesideTheState, "writes beside its state and buffer" },
        { Alteration.ReturnsShort, "a request for 16 bytes returned 15" },
        { Alteration.ReadsTheClock, "an instruction that cannot be followed" },
        { Alteration.JumpsOutside, "its code leaves the image, for offset 0x100000" },
        { Alteration.JumpsBefore, "its code leaves the image, for offset 0xfffffff0" },
        { Alteration.CallsOutside, "its code leaves the image, for offset 0x7fff0000" },
        { Alteration.JumpsByPointer, "an instruction that cannot be followed" },
        { Alteration.CallsByPointer, "an instruction that cannot be followed" },
        { Alteration.ReadsOutside, "refers to what is neither image nor data" },
        { Alteration.ReadsAnAbsoluteAddress, "an instruction that cannot be followed" },
        { Alteration.FallsOffTheEnd, "its code leaves the image" },
        { Alteration.Traps, "an instruction that cannot be followed" },
    };

    [Fact]
    public void A_sound_function_is_believed()
    {
        // Otherwise the refusals below would show nothing.
        Attempt<RngInfoPlace> place = Prove(Alteration.None);
        Assert.True(place.Succeeded, place.Problem);
        Assert.Equal(
            new RngInfoPlace(
                ModelImage.Generation, ModelImage.Ready, ModelImage.StateGeneration),
            place.Value);
    }

    [Fact]
    public void A_word_that_moves_both_at_one_value_is_believed_and_noted()
    {
        Attempt<RngInfoPlace> place = Prove(Alteration.SelectorMovesBoth);
        Assert.True(place.Succeeded, place.Problem);
        Assert.Equal(
            new RngInfoPlace(
                ModelImage.Generation,
                ModelImage.Ready,
                ModelImage.StateGeneration,
                ModelImage.Selector),
            place.Value);
    }

    [Theory]
    [InlineData(int.MaxValue, false)]
    [InlineData(int.MaxValue - 1, true)]
    [InlineData(0, true)]
    public void It_is_refused_where_it_has_that_value_now(int value, bool isBelieved)
    {
        byte[] live = GC.AllocateArray<byte>(ModelImage.DataBytes, pinned: true);
        Assert.True(BitConverter.TryWriteBytes(live.AsSpan(ModelImage.Selector), value));
        Attempt<RngInfoPlace> place = Prove(
            Alteration.SelectorMovesBoth, Marshal.UnsafeAddrOfPinnedArrayElement(live, 0));
        Assert.Equal(isBelieved, place.Succeeded);
        if (!isBelieved)
        {
            Assert.Contains(
                "the word at 0x4 is INT_MAX, as in a time namespace",
                place.Problem,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_function_with_anything_wrong_is_refused(Alteration alteration, string reason)
    {
        Attempt<RngInfoPlace> place = Prove(alteration);
        Assert.False(place.Succeeded, $"{place.Value}");
        Assert.Contains(reason, place.Problem, StringComparison.Ordinal);
        Assert.EndsWith(".", place.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Alteration.ReadinessOfOneBit)]
    [InlineData(Alteration.OneBitOfAWordMatters)]
    public void A_function_that_tests_one_bit_is_refused_for_whichever_reason_chance_gives(
        Alteration alteration) => Assert.False(Prove(alteration).Succeeded);

    [Fact]
    public void Every_alteration_is_in_the_list() =>
        Assert.Equal(
            Enum.GetValues<Alteration>().Length - 4,
            Refused.Select(row => row.Data.Item1).Distinct().Count());

    [Fact]
    public void A_function_cut_off_anywhere_is_refused()
    {
        byte[] image = ModelImage.Build();
        for (int length = 0; length < image.Length; length++)
        {
            Attempt<RngInfoPlace> place = RngInfoLocator.Prove(
                default(LinuxKernel),
                ModelImage.Mapping,
                image.AsSpan(0, length),
                0,
                ModelImage.StateBytes);
            Assert.False(place.Succeeded);
        }
    }

    [Fact]
    public void An_image_larger_than_the_mapping_is_refused()
    {
        byte[] image = ModelImage.Build();
        Array.Resize(ref image, ModelImage.Mapping.ImageBytes + 1);
        Attempt<RngInfoPlace> place = RngInfoLocator.Prove(
            default(LinuxKernel), ModelImage.Mapping, image, 0, ModelImage.StateBytes);
        Assert.Contains("does not fit", place.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(4097)]
    public void A_state_of_an_impossible_size_is_refused(int stateBytes)
    {
        Attempt<RngInfoPlace> place = RngInfoLocator.Prove(
            default(LinuxKernel), ModelImage.Mapping, ModelImage.Build(), 0, stateBytes);
        Assert.Contains(
            $"a state of {stateBytes} bytes", place.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Alteration.None)]
    [InlineData(Alteration.SelectorMovesBoth)]
    public void A_sound_function_is_believed_whatever_the_garbage(Alteration alteration)
    {
        // A false refusal would cost users the backend once in many starts.
        for (int i = 0; i < 200; i++)
        {
            Attempt<RngInfoPlace> place = Prove(alteration);
            Assert.True(place.Succeeded, place.Problem);
        }
    }

    private static Attempt<RngInfoPlace> Prove(Alteration alteration, nint livePages = 0) =>
        RngInfoLocator.Prove(
            default(LinuxKernel),
            ModelImage.Mapping with { Start = livePages },
            ModelImage.Build(alteration),
            0,
            ModelImage.StateBytes);
}

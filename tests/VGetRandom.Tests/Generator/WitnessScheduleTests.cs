using VGetRandom.Generator;

namespace VGetRandom.Tests.Generator;

/// <summary>Experiments of several threads, and experiments that fail.</summary>
public class WitnessScheduleTests
{
    [Fact]
    public void An_experiment_that_fails_does_not_undo_one_that_another_thread_made()
    {
        WitnessSchedule schedule = default;
        Assert.True(schedule.TryBegin());
        schedule.End(WitnessVerdict.Found, FunctionModel.Place);
        schedule.End(WitnessVerdict.Disturbed, default);
        Assert.True(schedule.IsFound);
        Assert.Equal(FunctionModel.Place, schedule.Place);
        Assert.Equal(WitnessVerdict.Found, schedule.Verdict);
    }

    [Fact]
    public void The_first_place_that_is_found_stays()
    {
        WitnessSchedule schedule = default;
        schedule.End(WitnessVerdict.Found, FunctionModel.Place);
        schedule.End(WitnessVerdict.Found, new(0, WitnessPlace.MinBytes, 99, 40));
        Assert.Equal(FunctionModel.Place, schedule.Place);
    }

    [Fact]
    public void After_a_failure_it_is_tried_again_ever_more_seldom_and_always()
    {
        WitnessSchedule schedule = default;
        int tries = 0;
        for (int request = 0; request < 1_000_000; request++)
        {
            if (schedule.TryBegin())
            {
                tries++;
                schedule.End(WitnessVerdict.Disturbed, default);
            }
        }

        Assert.InRange(tries, 1_000_000 / WitnessSchedule.LongestPause, 40);
        Assert.False(schedule.IsFound);
        Assert.Equal(WitnessVerdict.Disturbed, schedule.Verdict);
    }

    [Theory]
    [InlineData(96, 40, 136, 128)]
    [InlineData(0, 32, 65_535, 1)]
    [InlineData(65_000, 64, 0, 65_535)]
    public void A_place_keeps_its_numbers(int offset, int bytes, int step, int generation)
    {
        var place = new WitnessPlace(offset, bytes, step, generation);
        Assert.Equal((offset, bytes, step), (place.Offset, place.Bytes, place.StepOffset));
        Assert.Equal(generation, place.GenerationOffset);
        Assert.Equal(place, new WitnessPlace(place.Packed));
    }
}

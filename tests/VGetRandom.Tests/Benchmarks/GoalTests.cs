using VGetRandom.Benchmarks.Goals;

namespace VGetRandom.Tests.Benchmarks;

public class GoalTests
{
    [Theory]
    [InlineData(12.9, false)]
    [InlineData(13.0, true)]
    public void A_goal_of_at_least_is_met_from_its_limit_up(double measured, bool isMet) =>
        Assert.Equal(isMet, new Goal("", 13, true, "x", [measured]).IsMet);

    [Theory]
    [InlineData(1.15, true)]
    [InlineData(1.16, false)]
    public void A_goal_of_at_most_is_met_up_to_its_limit(double measured, bool isMet) =>
        Assert.Equal(isMet, new Goal("", 1.15, false, "x", [measured]).IsMet);

    [Fact]
    public void One_disturbed_round_decides_nothing() =>
        Assert.True(new Goal("", 13, true, "x", [14, 2, 15]).IsMet);

    [Fact]
    public void What_was_not_measured_is_neither_met_nor_missed()
    {
        var goal = new Goal("", 13, true, "x", []);

        Assert.Null(goal.IsMet);
        Assert.Contains("not measured", goal.ToRow(), StringComparison.Ordinal);
    }
}

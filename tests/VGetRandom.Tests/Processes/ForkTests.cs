namespace VGetRandom.Tests.Processes;

public class ForkTests
{
    // In a forked child nothing may be compiled any more. Nor may parent and child share the
    // runtime's code and static fields, as they do where that memory is mapped twice, once to be
    // written and once to be executed: what one of them writes, the other one runs.
    private static readonly (string, string)[] s_compiled =
    [
        ("DOTNET_TieredCompilation", "0"), ("DOTNET_EnableWriteXorExecute", "0"),
    ];

    // 100 children and as many grandchildren.
    [Fact]
    public void Parent_child_and_grandchild_never_share_output()
    {
        _ = Live.Location();
        ProbeProcess probe = ProbeProcess.Run(["fork", "100", "droppable"], s_compiled);
        Assert.Equal("2400", probe["drawn"]);
        Assert.Equal("0", probe["empty"]);
        Assert.Equal("2400", probe["distinct"]);
    }

    [Fact]
    public void Nor_do_they_with_the_algorithm_in_the_process()
    {
        _ = Live.RngInfo();
        ProbeProcess probe = ProbeProcess.Run(
            ["fork", "100", "process"], [.. s_compiled, ("VGETRANDOM_BACKEND", "managed")]);
        Assert.Equal("managed", probe["backend"]);
        Assert.Equal("2400", probe["drawn"]);
        Assert.Equal("0", probe["empty"]);
        Assert.Equal("2400", probe["distinct"]);
    }

    /// <summary>Shows that the tests above can fail: ordinary memory is inherited.</summary>
    [Fact]
    public void In_ordinary_memory_they_would_share_it()
    {
        _ = Live.Location();
        ProbeProcess probe = ProbeProcess.Run(["fork", "100", "ordinary"], s_compiled);
        Assert.Equal("2400", probe["drawn"]);
        Assert.Equal("0", probe["empty"]);

        // All of it in 800, where nothing but the fork happens. A reseed of the kernel's after
        // one of them separates that family, and there may be many: what counts is that a good
        // part is shared, where the tests above allow not one.
        Assert.InRange(int.Parse(probe["distinct"]), 800, 2000);
    }

    [Theory]
    [InlineData("droppable")]
    [InlineData("wiped")]
    public void Who_forks_with_a_key_at_hand_makes_other_bytes_than_the_child(string memory)
    {
        ProbeProcess probe = ProbeProcess.Run(["fork-with-key", "200", memory], s_compiled);
        Assert.Equal("True", probe["memory"]);
        Assert.Equal("0", probe["empty"]);

        // Two in each round, none of them from a wiped key: that would be the same in all rounds.
        Assert.Equal("400", probe["distinct"]);
    }

    /// <summary>Shows that the test above can fail.</summary>
    [Fact]
    public void With_the_key_in_ordinary_memory_both_would_make_the_same_bytes()
    {
        ProbeProcess probe = ProbeProcess.Run(["fork-with-key", "200", "ordinary"], s_compiled);
        Assert.Equal("0", probe["empty"]);
        Assert.Equal("200", probe["distinct"]);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("managed")]
    public void Parent_and_child_make_different_UUIDs_each_in_order(string backend)
    {
        if (backend == "managed")
        {
            _ = Live.RngInfo();
        }

        ProbeProcess probe = ProbeProcess.Run(
            ["fork-uuids", "100"], [.. s_compiled, ("VGETRANDOM_BACKEND", backend)]);
        Assert.Equal("10100", probe["made"]);
        Assert.Equal("10100", probe["distinct"]);

        // Times may coincide, random bits may not: it is these that keep the UUIDs apart.
        Assert.Equal("10100", probe["distinct-random"]);
        Assert.Equal("100", probe["rounds-in-order"]);
    }
}

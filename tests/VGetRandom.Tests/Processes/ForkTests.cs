namespace VGetRandom.Tests.Processes;

public class ForkTests
{
    // A forked child must not compile anything. Parent and child must not share the runtime's code
    // and static fields, either. They do so where the runtime maps that memory twice, once for
    // writing and once for execution: then each runs what the other writes.
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

    /// <summary>Shows that the tests above can fail, because ordinary memory is
    /// inherited.</summary>
    [Fact]
    public void In_ordinary_memory_they_would_share_it()
    {
        _ = Live.Location();
        ProbeProcess probe = ProbeProcess.Run(["fork", "100", "ordinary"], s_compiled);
        Assert.Equal("2400", probe["drawn"]);
        Assert.Equal("0", probe["empty"]);

        // If only forks happen, a family shares everything, which leaves 800 distinct values. A
        // reseed after a fork parts that family, and there may be many reseeds. So we only require
        // that a good part is shared; the tests above allow none.
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

        // Two in each round. A wiped key would give the same bytes in all rounds.
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

        // Times may coincide, but random bits must not, because these keep the UUIDs apart.
        Assert.Equal("10100", probe["distinct-random"]);
        Assert.Equal("100", probe["rounds-in-order"]);
    }
}

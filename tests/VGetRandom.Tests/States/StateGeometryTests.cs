using System.Numerics;
using VGetRandom.Generator;
using VGetRandom.States;

namespace VGetRandom.Tests.States;

/// <summary>The rule that no state straddles a page, for every possible size of state.</summary>
public class StateGeometryTests
{
    [Theory]
    [InlineData(4096)]
    [InlineData(16384)]
    [InlineData(65536)]
    public void Every_size_of_state_fits_its_page(int pageSize)
    {
        for (int stateSize = 0; stateSize <= MaxStateSize(pageSize); stateSize++)
        {
            var geometry = NewGeometry(stateSize, pageSize);
            Assert.Equal(stateSize, geometry.StateSize);
            Assert.Equal(pageSize, geometry.PageSize);
            Assert.True(geometry.MemoryOffset >= stateSize);
            Assert.Equal(0, geometry.MemoryOffset % sizeof(ulong));
            Assert.True(geometry.Stride >= geometry.MemoryOffset + MemoryBytes(stateSize));
            Assert.Equal(0, pageSize % geometry.Stride);
            Assert.True(geometry.StatesPerChunk >= 1);
            Assert.True(geometry.StatesPerChunk * geometry.Stride <= pageSize);
            AssertNoStateStraddles(geometry);
        }
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(16384)]
    [InlineData(65536)]
    public void No_two_states_share_a_cache_line_of_any_machine(int pageSize)
    {
        for (int stateSize = 0; stateSize <= MaxStateSize(pageSize); stateSize++)
        {
            Assert.Equal(0, NewGeometry(stateSize, pageSize).Stride % 256);
        }
    }

    [Fact]
    public void Strides_waste_no_more_than_the_rules_cost()
    {
        for (int stateSize = 0; stateSize <= MaxStateSize(4096); stateSize++)
        {
            int stride = NewGeometry(stateSize, 4096).Stride;
            Assert.True(BitOperations.IsPow2(stride));
            int used = stateSize + 63 + MemoryBytes(stateSize);
            Assert.True(stride == 256 || stride < 2 * used);
        }

        // The size that known kernels ask for.
        Assert.Equal(2, NewGeometry(144, 4096).StatesPerChunk);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(4096 - KeyExpansion.Bytes)]
    [InlineData(int.MaxValue)]
    public void A_state_of_less_than_nothing_or_of_more_than_a_page_throws(int stateSize) =>
        Assert.Throws<ArgumentException>(() => NewGeometry(stateSize, 4096));

    private static int MaxStateSize(int pageSize) =>
        StateGeometry.MaxStateSize(GeneratorMemory.Bytes, pageSize);

    private static StateGeometry NewGeometry(int stateSize, int pageSize) =>
        new(stateSize, MemoryBytes(stateSize), pageSize);

    private static int MemoryBytes(int stateSize) =>
        stateSize == 0 ? KeyExpansion.Bytes : GeneratorMemory.Bytes;

    private static void AssertNoStateStraddles(StateGeometry geometry)
    {
        // One chunk is enough, because they repeat from page to page.
        for (int i = 0; i < geometry.StatesPerChunk; i++)
        {
            int first = i * geometry.Stride;
            int last = first + geometry.MemoryOffset + MemoryBytes(geometry.StateSize) - 1;
            if (first / geometry.PageSize != last / geometry.PageSize)
            {
                Assert.Fail($"state {i} of {geometry} straddles a page");
            }
        }
    }
}

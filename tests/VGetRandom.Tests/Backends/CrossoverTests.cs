using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Backends;

public class CrossoverTests
{
    [Fact]
    public void What_is_served_while_the_collector_waits_is_short()
    {
        Assert.InRange(Crossover.FromSystemCallBytes, 1, GetRandomAbi.MaxQuickBytes);
        Assert.InRange(Crossover.FromFunctionBytes, 1, GetRandomAbi.MaxQuickBytes);
    }

    [Fact]
    public void A_batch_holds_a_request_and_another_one() =>
        Assert.InRange(Crossover.FromBatchBytes, 1, GeneratorMemory.BatchKeyBytes / 2);
}

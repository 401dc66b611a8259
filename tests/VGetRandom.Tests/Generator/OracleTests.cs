using System.Runtime.InteropServices;

namespace VGetRandom.Tests.Generator;

public class OracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20240711)]
    public void The_algorithm_equals_the_kernel_s_own_machine_code(int seed)
    {
        _ = Live.Location();
        Assert.SkipUnless(
            RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "a private copy of the vDSO runs on x86-64 only");
        string[] arguments = ["oracle", "500000", FormattableString.Invariant($"{seed}")];
        ProbeProcess probe = ProbeProcess.Run(arguments);
        Assert.Equal("2", probe["patched"]);
        Assert.Equal("none", probe["difference"]);
        Assert.Equal("500000", probe["requests"]);

        // The run must really have gone through all of it.
        Assert.InRange(int.Parse(probe["served"]), 250_000, 500_000);
        Assert.InRange(int.Parse(probe["reseeds"]), 25_000, 250_000);
        Assert.InRange(int.Parse(probe["errors"]), 5_000, 250_000);
    }
}

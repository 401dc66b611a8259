namespace VGetRandom.Tests.Processes;

public class TimeNamespaceTests
{
    /// <summary>In a time namespace, the kernel puts another page where the function looks for its
    /// data.</summary>
    [Fact]
    public void In_a_time_namespace_the_function_serves()
    {
        _ = Live.Location();
        ProbeProcess probe = ProbeProcess.RunUnder(
            ["unshare", "--time", "--monotonic", "100000", "--fork"], ["backend"]);
        Assert.SkipUnless(
            probe.ExitCode == 0, $"time namespaces are not allowed here: {probe.Error}");
        Assert.Equal("vdso", probe["backend"]);
        Assert.Equal("True", probe["served"]);
    }
}

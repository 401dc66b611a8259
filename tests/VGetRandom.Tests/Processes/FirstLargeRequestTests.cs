using VGetRandom.Backends;

namespace VGetRandom.Tests.Processes;

/// <summary>Large requests before ChaCha20 is compiled, in processes of their own.</summary>
public class FirstLargeRequestTests
{
    public FirstLargeRequestTests() =>
        Assert.SkipUnless(ExpansionReadiness.IsWorthwhile, "there are no vector registers");

    // A thread asks with one byte whether the generator is ready; keys have 32.
    [Theory]
    [InlineData("vdso", "1 1000", "")]
    [InlineData("syscall", "1000", "32 32 32 32")]
    public void The_first_is_a_system_call_and_later_ones_are_expanded(
        string backend, string first, string later)
    {
        ProbeProcess probe = RunOrSkip(backend, "later");
        Assert.Equal(first, probe["first"]);
        Assert.Equal("True", probe["ready"]);
        Assert.Equal(later, probe["second"]);
    }

    [Theory]
    [InlineData("vdso", "1 65536")]
    [InlineData("syscall", "65536 32 32 32")]
    public void A_long_one_is_expanded_from_where_the_code_got_ready(string backend, string first)
    {
        ProbeProcess probe = RunOrSkip(backend, "midway");
        Assert.Equal(first, probe["first"]);
    }

    /// <summary>Runs for every width that this machine has.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1")]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    public void Once_ready_nothing_of_ChaCha20_is_left_to_compile(string variable, string value)
    {
        ProbeProcess probe =
            ProbeProcess.Run(["first-large", "syscall", "later"], (variable, value));
        Assert.Equal("True", probe["ready"]);
        Assert.Equal("0", probe["compiled"]);
    }

    [Fact]
    public void Without_vector_registers_every_request_is_the_kernel_s()
    {
        ProbeProcess probe = ProbeProcess.Run(
            ["backend"], ("VGETRANDOM_BACKEND", "syscall"), ("DOTNET_EnableHWIntrinsic", "0"));
        Assert.Contains(
            "Every request is a getrandom(2)", probe["reason"], StringComparison.Ordinal);
        Assert.Equal("True", probe["served"]);
    }

    private static ProbeProcess RunOrSkip(string backend, string when)
    {
        if (backend == "vdso")
        {
            _ = Live.Location();
        }

        return ProbeProcess.Run(["first-large", backend, when]);
    }
}

namespace VGetRandom.Native.Tests;

/// <summary>Runs the C programs against the library, with the kernel's function and without
/// it.</summary>
public class ScenarioTests
{
    public static TheoryData<string, string> Scenarios => new()
    {
        { "alloc", "errors" },
        { "alloc", "no-memory" },
        { "alloc", "sizes" },
        { "alloc", "huge" },
        { "alloc", "cycles" },
        { "alloc", "early" },
        { "alloc", "memory" },
        { "request", "foreign" },
        { "request", "flags" },
        { "request", "lengths" },
        { "request", "enormous" },
        { "request", "many" },
        { "request", "erased" },
        { "threads", "own" },
        { "threads", "given" },
        { "threads", "churn" },
        { "threads", "crowd" },
        { "threads", "ending" },
        { "threads", "left" },
        { "fork", "simple" },
        { "fork", "storm" },
        { "fork", "grandchildren" },
        { "fork", "threads" },
        { "fork", "vfork" },
        { "fork", "long-lived" },
        { "fork", "in-handler" },
        { "fork_large", "chunks" },
        { "fork_large", "in-expansion" },
        { "signals", "storm" },
        { "signals", "first" },
        { "signals", "dropped" },
        { "signals", "dropped-small" },
        { "signals", "dropped-mixed" },
        { "process", "footprint" },
        { "process", "blocked-signal" },
        { "process", "unshare" },
        { "process", "no-memory" },
        { "process", "locked" },
        { "process", "memory-flags" },
        { "process", "no-huge-pages" },
        { "sandbox", "enosys" },
        { "sandbox", "eperm" },
        { "sandbox", "eagain" },
        { "sandbox", "eintr" },
        { "sandbox", "no-mmap-enosys" },
        { "sandbox", "no-mmap-eperm" },
        { "sandbox", "no-mprotect-enosys" },
        { "sandbox", "no-mprotect-eperm" },
        { "kernel", "counted" },
        { "kernel", "interrupted" },
        { "kernel", "flags" },
        { "kernel", "partial" },
        { "kernel", "vanishing" },
        { "middle", "dropped-chunk" },
        { "middle", "refused-chunk" },
        { "middle", "continued" },
        { "middle", "nested" },
        { "middle", "left-array" },
        { "middle", "left-thread" },
        { "interposed", "no-table" },
        { "interposed", "two-tables" },
        { "interposed", "shortage" },
        { "interposed", "before-taking" },
        { "interposed", "while-taking" },
        { "interposed", "many-keys" },
        { "interposed", "race" },
        { "interposed", "both-grow" },
        { "interposed", "wiped" },
    };

    /// <summary>Some scenarios of each program, for other C libraries and other ways to
    /// link.</summary>
    /// <remarks>In none of these does anything stand in front of the C library.</remarks>
    public static TheoryData<string, string> Some => new()
    {
        { "alloc", "sizes" },
        { "alloc", "no-memory" },
        { "request", "foreign" },
        { "request", "flags" },
        { "request", "lengths" },
        { "request", "erased" },
        { "threads", "own" },
        { "threads", "crowd" },
        { "threads", "ending" },
        { "fork", "simple" },
        { "fork", "threads" },
        { "fork", "vfork" },
        { "fork_large", "chunks" },
        { "signals", "storm" },
        { "signals", "dropped" },
        { "process", "footprint" },
        { "process", "memory-flags" },
        { "sandbox", "enosys" },
        { "kernel", "counted" },
        { "kernel", "vanishing" },
        { "middle", "nested" },
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well(string program, string scenario)
    {
        TestProgram.Run(TestProgram.Linked(program), scenario);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well_without_the_kernels_function(string program, string scenario)
    {
        TestProgram.Run(TestProgram.Linked(program), scenario, TestProgram.NoVdso);
    }

    /// <summary>Shows that the scenarios which drop the page can fail: the function alone fails
    /// them.</summary>
    [Fact]
    public void The_kernels_function_alone_returns_zeros_after_a_drop_and_a_nested_call()
    {
        Assert.SkipUnless(
            BackendTests.ThisMachinesBackend == "vdso", "this kernel has no such function");
        string zeros = TestProgram.Run(TestProgram.Linked("signals"), "unmarked");
        Assert.NotEqual("0", zeros.Trim());
    }
}

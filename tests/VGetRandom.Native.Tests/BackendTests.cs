using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>What the library says about itself.</summary>
public class BackendTests
{
    /// <summary>The backend that serves a program on this machine.</summary>
    public static string ThisMachinesBackend => Ask("")[0];

    [Fact]
    public void The_function_serves_where_the_kernel_has_it()
    {
        using var doctor = System.Text.Json.JsonDocument.Parse(DotnetCommand.Run(
            "exec",
            PublishedCommand.Assembly,
            "doctor",
            "--json"));
        string expected =
            doctor.RootElement.GetProperty("backend").GetString()!;
        string[] said = Ask("");
        Assert.Equal(expected, said[0]);
        Assert.Equal(expected == "vdso", said[1].Length == 0);
    }

    [Fact]
    public void Without_the_function_it_says_why()
    {
        Assert.Equal(
            ["syscall", "the kernel gave this process no vDSO"], Ask(TestProgram.NoVdso));
    }

    [Fact]
    public void Memory_that_follows_no_advice_gets_no_keys()
    {
        Assert.Equal(
            ["syscall", "there is no memory for states at present"],
            Ask(TestProgram.NoAdvice, "serve"));
    }

    private static string[] Ask(string preload, string scenario = "say") =>
        TestProgram.Run(TestProgram.Linked("backend"), scenario, preload).Split('\n')[..2];
}

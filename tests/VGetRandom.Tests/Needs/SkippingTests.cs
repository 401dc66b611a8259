using System.Diagnostics;
using System.Text.RegularExpressions;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Needs;

/// <summary>Checks that a missing need is reported only once.</summary>
public class SkippingTests
{
    [Fact]
    public void Without_a_C_compiler_one_skip_has_the_reason()
    {
        using var empty = new TemporaryFolder();
        ProcessStartInfo start = DotnetCommand.Start(
            Tool.Dotnet, ["exec", Checkout.BuiltAssembly("tests/VGetRandom.Native.Tests")]);
        start.Environment["PATH"] = empty.Path;

        string printed = DotnetCommand.Run(start);

        Assert.Single(Regex.Matches(printed, @"\[SKIP\]"));
        Assert.Single(Regex.Matches(printed, "there is no C compiler"));
        Assert.Matches(@"[1-9][0-9]* test methods need a C compiler", printed);
    }
}

using System.Text.RegularExpressions;
using VGetRandom.Cli;

namespace VGetRandom.Tests.Cli;

/// <summary>What the shells are told may come next.</summary>
public class CompletionTests
{
    [Theory]
    [InlineData("bench bytes", "b")]
    [InlineData("--help --version -V -h", "-")]
    [InlineData("base32 base64 base64url hex hex-upper raw", "bytes", "5", "--format", "")]
    [InlineData("base64 base64url", "bytes", "5", "-f", "base6")]
    [InlineData("--format=raw", "bytes", "5", "--format=r")]
    [InlineData("<FILE>", "bytes", "5", "--output", "")]
    [InlineData("<FILE>", "bytes", "5", "--output=some")]
    [InlineData("<FILE>", "shuffle", "some")]
    [InlineData("--zero-terminated", "pick", "x", "-n", "3", "--z")]
    [InlineData("--count --help --quiet --separator -h -n -q -s", "passphrase", "5", "-")]
    [InlineData("", "int", "")]
    [InlineData("", "int", "1", "")]
    [InlineData("bytes", "help", "by")]
    [InlineData("alphanumeric ascii digits hex lower readable", "password", "-a", "")]
    [InlineData("bash fish zsh", "completion", "")]
    [InlineData("--help -h", "completion", "zsh", "")]
    [InlineData("", "bytes", "5", "--format", "hex", "--format")]
    [InlineData("", "bytes", "5", "--", "-")]
    [InlineData("", "complete")]
    [InlineData("", "@file", "")]
    [InlineData("", "nonsense", "")]
    [InlineData("", "--", "")]
    [InlineData("", "bytes", "'\"$(false)`", "\n", "")]
    public void The_command_says_what_may_come_next(string expected, params string[] words)
    {
        ToolResult result = Tool.Run(["complete", "--", .. words]);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.Equal(expected, result.Text.TrimEnd('\n').Replace('\n', ' '));
    }

    [Fact]
    public void At_the_beginning_that_is_every_command_of_the_help_with_its_description()
    {
        string[] lines = Tool.Run("complete", "--described", "--").Text.TrimEnd('\n').Split('\n');
        string help = Tool.Run("--help").Text;

        Assert.Contains("doctor", lines.Select(line => line.Split('\t')[0]));
        Assert.DoesNotContain("complete", lines.Select(line => line.Split('\t')[0]));
        Assert.All(lines, line => Assert.Matches(
            $@"(?m)^  {line.Split('\t')[0]} .* {Regex.Escape(line.Split('\t')[1])}", help));
    }

    [Theory]
    [InlineData("bash", "bash-completion/completions/vgetrandom")]
    [InlineData("zsh", "zsh/site-functions/_vgetrandom")]
    [InlineData("fish", "fish/vendor_completions.d/vgetrandom.fish")]
    public void The_script_is_the_file_that_is_published(string shell, string file) =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Checkout.Root, "src/VGetRandom.Cli/share", file)),
            Tool.Run("completion", shell).Text);
}

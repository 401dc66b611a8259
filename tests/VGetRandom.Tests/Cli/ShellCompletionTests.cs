namespace VGetRandom.Tests.Cli;

/// <summary>What real shells make of a line that somebody types.</summary>
public sealed class ShellCompletionTests : IDisposable
{
    private const string Bash = "/bin/bash";
    private const string Zsh = "/bin/zsh";
    private const string Fish = "/usr/bin/fish";

    private static readonly string s_share =
        Path.Combine(Checkout.Root, "src/VGetRandom.Cli/share");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_bash_a_typed_line_is_completed() =>
        AssertCompletes(Bash, "--norc -i", "eval \"$(vgetrandom completion bash)\"");

    [Fact]
    public void In_zsh_a_typed_line_is_completed() =>
        AssertCompletes(
            Zsh, "-f -i",
            "autoload -U compinit; compinit -u -D; source <(vgetrandom completion zsh)");

    // Found through fpath, where the file itself is the function.
    [Fact]
    public void In_zsh_a_typed_line_is_completed_by_the_installed_file() =>
        AssertCompletes(
            Zsh, "-f -i",
            $"fpath=({s_share}/zsh/site-functions $fpath); "
                + "autoload -U compinit; compinit -u -D");

    [Theory]
    [InlineData("by", "bytes\tWrite random")]
    [InlineData("bytes 5 --format h", "hex")]
    [InlineData("bytes 5 --format=h", "--format=hex")]
    [InlineData("bytes 5 --format \"h", "hex")]
    [InlineData("bytes 5 @x y", "")]
    [InlineData("bytes '", "")]
    [InlineData("shuffle FOLDER/so", "FOLDER/some")]
    [InlineData("bytes 5 --output=FOLDER/so", "--output=FOLDER/some")]
    public void In_fish_the_candidates_are_those(string line, string expected)
    {
        SkipWithout(Fish);
        string typed = line.Replace("FOLDER", _folder.Path, StringComparison.Ordinal);

        ToolResult result = Tool.Shell(
            $"PATH='{_folder.Path}':$PATH {Fish} --no-config -c \"$1\" -- \"$2\" \"$3\"",
            "source $argv[1]; complete -C $argv[2]",
            $"{s_share}/fish/vendor_completions.d/vgetrandom.fish",
            $"vgetrandom {typed}");

        Assert.Equal("", result.Error);
        Assert.Equal(expected.Length == 0, result.Text.Length == 0);
        Assert.StartsWith(
            expected.Replace("FOLDER", _folder.Path, StringComparison.Ordinal),
            result.Text,
            StringComparison.Ordinal);
    }

    /// <summary>Types lines with tabs in them, as a person would.</summary>
    private void AssertCompletes(string shell, string options, string setUp)
    {
        SkipWithout(shell);
        Assert.SkipUnless(File.Exists(Tool.Script), "script(1) stands in for a terminal");
        File.WriteAllText(
            _folder.File("typed"),
            $"""
            PATH='{_folder.Path}':$PATH; cd '{_folder.Path}'; {setUp}
            vgetrandom by{'\t'}3 --fo{'\t'}he{'\t'}; echo completed $?
            vgetrandom bytes 4 --format=he{'\t'}; echo completed $?
            vgetrandom shuffle so{'\t'}; echo completed $?
            vgetrandom bytes 2 --output=so{'\t'}; echo completed $?
            exit

            """);

        ToolResult result = Tool.Shell(
            $"{Tool.Script} --quiet --return --command \"$1\" /dev/null < \"$2\"",
            $"{shell} {options}", _folder.File("typed"));

        string[] lines = result.Text.ReplaceLineEndings("\n").Split('\n');
        Assert.Contains(lines, line => IsHex(line, 6));
        Assert.Contains(lines, line => IsHex(line, 8));
        Assert.Contains(lines, line => line.EndsWith("a line of a file", StringComparison.Ordinal));
        Assert.Equal(
            4, lines.Count(line => line.EndsWith("completed 0", StringComparison.Ordinal)));
        Assert.Equal(2, new FileInfo(_folder.File("some file")).Length);
    }

    // A shell may say on the same line how the terminal is to treat what is pasted.
    private static bool IsHex(string line, int length) =>
        line.Split('\u001b')[^1] is var last
        && last[(last.LastIndexOf('l') + 1)..].Trim('\r') is var text
        && text.Length == length
        && text.All(char.IsAsciiHexDigitLower);

    private void SkipWithout(string shell)
    {
        Assert.SkipUnless(File.Exists(shell), $"there is no {shell} here");
        string program = _folder.File("vgetrandom");
        File.WriteAllText(program, $"#!/bin/sh\nexec {Tool.ShellCommand} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.WriteAllText(_folder.File("some file"), "a line of a file\n");
    }
}

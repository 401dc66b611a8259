using System.Text;
using VGetRandom.Cli;

namespace VGetRandom.Tests.Cli;

/// <summary>Names of files that are no text: on Unix they may be any bytes.</summary>
public class FileNameTests
{
    public FileNameTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names of files are bytes there");

    // A shell makes the names, and removes them: .NET knows only those that are texts.
    [Theory]
    [InlineData("-o \"$NAME\"")]
    [InlineData("-o\"$NAME\"")]
    [InlineData("-o:\"$NAME\"")]
    [InlineData("-o=\"$NAME\"")]
    [InlineData("--output \"$NAME\"")]
    [InlineData("--output=\"$NAME\"")]
    [InlineData("--output:\"$NAME\" -f raw")]
    public void A_file_is_written_under_the_names_own_bytes(string option)
    {
        using var folder = new TemporaryFolder();

        ToolResult result = Tool.Shell(
            $"""
            cd "$1" && trap 'rm *' EXIT
            for end in '\376' '\377' '\303' '\303\274' '\355\240\200' '\357\277\275'; do
              NAME=$(printf "key$end"); $T bytes 16 {option} || exit
            done
            LC_ALL=C ls -b
            """,
            folder.Path);

        Assert.Equal("", result.Error);
        Assert.Equal(
            [
                @"key\303", @"key\303\274", @"key\355\240\200", @"key\357\277\275", @"key\376",
                @"key\377",
            ],
            result.Text.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("shuffle \"$NAME\"")]
    [InlineData("shuffle -z -- \"$NAME\"")]
    [InlineData("pick \"$NAME\"")]
    [InlineData("pick -n 1 -- \"$NAME\"")]
    public void A_file_is_read_by_the_names_own_bytes(string command)
    {
        using var folder = new TemporaryFolder();

        ToolResult result = Tool.Shell(
            $"""
            cd "$1" && trap 'rm *' EXIT
            for end in '\376' '\377' '\357\277\275'; do
              NAME=$(printf "in$end"); printf 'of %s\n' "$end" > "$NAME"; $T {command} || exit
            done
            """,
            folder.Path);

        Assert.Equal("", result.Error);
        Assert.Equal(
            ["of \\376", "of \\377", "of \\357\\277\\275"],
            result.Text.Split(['\n', '\0'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("'DOTNET' 'COMMAND.dll'")]
    [InlineData("'DOTNET' exec --roll-forward Major 'COMMAND.dll'")]
    [InlineData("'COMMAND'")]
    public void However_the_command_is_started(string start)
    {
        using var folder = new TemporaryFolder();
        string started = start
            .Replace("DOTNET", Tool.Dotnet, StringComparison.Ordinal)
            .Replace("COMMAND.dll", Tool.Assembly, StringComparison.Ordinal)
            .Replace("COMMAND", Tool.Assembly[..^".dll".Length], StringComparison.Ordinal);

        ToolResult result = Tool.Shell(
            $"""
            cd "$1" && trap 'rm *' EXIT
            DOTNET_ROOT='{Path.GetDirectoryName(Tool.Dotnet)}' {started} bytes 4 "$2" \
              -o "$(printf 'key\377')" && LC_ALL=C ls -b
            """,
            folder.Path, "--format=hex");

        Assert.Equal("", result.Error);
        Assert.Equal("key\\377\n", result.Text);
    }

    [Theory]
    [InlineData("shuffle \"$NAME\"", "Cannot read no\\xff\\xc3 : No such file or directory.")]
    [InlineData("pick \"$NAME\"", "Cannot read no\\xff\\xc3 : No such file or directory.")]
    [InlineData(
        "bytes 1 -o \"$NAME/x\"",
        "Cannot open no\\xff\\xc3 /x for writing: No such file or directory.")]
    [InlineData("doctor \"$NAME\"", "'no\\xff\\xc3 '")]
    [InlineData("\"$NAME\"", "'no\\xff\\xc3 '")]
    public void A_message_shows_such_bytes(string command, string message)
    {
        ToolResult result = Tool.Shell($"NAME=$(printf 'no\\377\\303\\007'); $T {command}");

        OneLine.AssertComplaint(result.Error);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shuffle")]
    [InlineData("pick")]
    public void An_empty_name_is_wrong_usage(string command)
    {
        ToolResult result = Tool.Run(command, "");

        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);
        OneLine.AssertComplaint(result.Error);
    }

    [Fact]
    public void A_text_keeps_every_byte()
    {
        // Each lead byte with each second one, and what may follow them.
        byte[][] ends = [[], [0x80], [0x80, 0xBF], "a"u8.ToArray()];
        for (int pair = 0x0101; pair <= 0xFFFF; pair++)
        {
            foreach (byte[] end in ends)
            {
                byte[] name = [(byte)(pair >> 8), (byte)pair, .. end];
                if (!name.Contains((byte)0))
                {
                    Assert.Equal([.. name, 0], RawText.ToCString(RawText.FromBytes(name)));
                }
            }
        }
    }

    [Fact]
    public void Text_stays_what_it_is()
    {
        const string Text = "grün 🎲 \uFFFD";

        Assert.Equal(Text, RawText.FromBytes(Encoding.UTF8.GetBytes(Text)));
        Assert.Equal(Text, RawText.Printable(Text));
    }

    [Fact]
    public void Bytes_that_nothing_tells_are_no_arguments()
    {
        Assert.Equal(["a", ""], ExactArguments.Of(["a", ""]));
        Assert.Throws<IOException>(() => ExactArguments.Of(["not of this process: \uFFFD"]));
    }
}

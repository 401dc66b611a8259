using System.CommandLine;
using System.Text.RegularExpressions;
using VGetRandom.Cli;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Tests.Cli;

public class HelpTextTests
{
    private static readonly CommandTree s_tree = CommandTree.Create([]);

    // What stands for the words in capitals.
    private static readonly Dictionary<string, string> s_values = new()
    {
        ["BYTES"] = "5",
        ["COMMAND"] = "bytes",
        ["COUNT"] = "5",
        ["DICE"] = "d6",
        ["FILE"] = "some",
        ["HIGH"] = "2",
        ["ITEM"] = "some",
        ["LENGTH"] = "5",
        ["LOW"] = "1",
        ["LOW-HIGH"] = "1-2",
        ["SHELL"] = "bash",
        ["WORDS"] = "5",
    };

    public static TheoryData<string> Commands =>
        [.. s_tree.Topics.Commands.Select(command => command.Name)];

    public static MatrixTheoryData<string, int> AtWidths => new(
        ["", .. s_tree.Topics.Commands.Select(command => command.Name)], [40, 80, 120]);

    [Theory]
    [MemberData(nameof(AtWidths))]
    public void A_line_fits_the_terminal_unless_it_is_one_word(string name, int columns)
    {
        foreach (string line in Show(name, columns).Split('\n')
            .Where(line => line.Length > columns))
        {
            string content = line.TrimStart().Replace(" \\", "", StringComparison.Ordinal);
            Assert.DoesNotContain(' ', WithoutQuotes(content));
        }
    }

    [Theory]
    [MemberData(nameof(AtWidths))]
    public void No_word_is_broken_or_lost(string name, int columns) =>
        Assert.Equal(Words(Show(name, 1000)), Words(Show(name, columns)));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_form_of_the_usage_is_taken(string name)
    {
        Command command = Find(name);
        foreach (string form in Usage.FormsOf(command, s_tree.Topics[command]))
        {
            string[] words =
            [
                .. form.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Where(word => word != "[OPTION]..."),
            ];
            string[] all = [name, .. words.Select(Value)];

            // What is in brackets goes together.
            string[] least =
            [
                name,
                .. Regex.Replace(string.Join(' ', words), @"\[[^]]*\]", "")
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Value),
            ];
            AssertTaken(true, all);
            AssertTaken(true, least);
            if (words.Length > 0 && !words[0].StartsWith('[') && words[^1] != "ITEM...")
            {
                AssertTaken(false, least[..^1]);
            }

            if (words is not [.., "ITEM..."])
            {
                AssertTaken(false, [.. all, "surplus"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_option_is_taken_and_one_that_is_not_there_is_not(string name)
    {
        Command command = Find(name);
        foreach (Option option in Usage.OptionsOf(command))
        {
            Assert.NotEmpty(option.Description!);
            Assert.EndsWith(".", option.Description, StringComparison.Ordinal);
        }

        ToolResult result = Tool.Run(name, "--no-such-option");
        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);
        Assert.Contains(
            "There is no option '--no-such-option'.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_terminal_it_has_the_terminals_width() => Assert.All(
        Tool.OnTerminal("stty cols 50; $T help watch").Text
            .Replace("\r", "", StringComparison.Ordinal).Split('\n'),
        line => Assert.InRange(line.Length, 0, 50));

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help bytes", "bytes --help")]
    [InlineData("help help", "help -h")]
    [InlineData("version", "--version")]
    [InlineData("version", "-V")]
    public void What_people_try_first_is_there(string one, string other)
    {
        ToolResult result = Tool.Run(one.Split(' '));

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.NotEmpty(result.Text);
        Assert.Equal(result.Text, Tool.Run(other.Split(' ')).Text);
    }

    [Theory]
    [InlineData("byte 32", "'bytes'")]
    [InlineData("btyes 32", "'bytes'")]
    [InlineData("pass", "'password'")]
    [InlineData("help shufle", "'shuffle'")]
    [InlineData("bytes 32 --fromat hex", "'--format'")]
    [InlineData("uuid --cuont 3", "'--count'")]
    public void A_mistyped_word_is_answered_with_a_guess(string commandLine, string guess) =>
        Assert.Contains(
            $"Did you mean {guess}?",
            Tool.Run(commandLine.Split(' ')).Error,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("xyzzy")]
    [InlineData("a")]
    public void What_comes_close_to_nothing_is_not(string word) =>
        Assert.Null(Suggestion.Nearest(word, s_tree.Topics.Commands.Select(each => each.Name)));

    [Fact]
    public void A_command_line_is_broken_between_its_words() => Assert.Equal(
        ["one \\", "'two three' \\", "| four"],
        Wrapping.WrapCommandLine("one 'two three' | four", 14));

    private static Command Find(string name) => name.Length == 0
        ? s_tree.Topics.Root
        : s_tree.Topics.Commands.Single(command => command.Name == name);

    private static string Show(string name, int columns)
    {
        using var text = new StringWriter { NewLine = "\n" };
        HelpText.Write(text, columns, Find(name), s_tree.Topics);
        return text.ToString();
    }

    private static string[] Words(string text) =>
    [
        .. text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word != "\\"),
    ];

    private static string WithoutQuotes(string line) =>
        string.Concat(line.Split('\'').Where((_, index) => index % 2 == 0));

    private static string Value(string word)
    {
        string name = word.Trim('[', ']', '.');
        return name.StartsWith('-') ? name : s_values[name];
    }

    private static void AssertTaken(bool isTaken, string[] words) =>
        Assert.True(
            isTaken == (s_tree.Parse(words).Errors.Count == 0), string.Join(' ', words));
}

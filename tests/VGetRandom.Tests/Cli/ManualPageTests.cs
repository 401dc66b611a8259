using VGetRandom.Cli.Help;

namespace VGetRandom.Tests.Cli;

public class ManualPageTests
{
    private const string Copy = "src/VGetRandom.Cli/share/man/man1/vgetrandom.1";

    private static readonly Lazy<string> s_page = new(() => Tool.Run("man").Text);

    public static TheoryData<string> Commands =>
        [.. Tool.Run("complete", "--").Text.TrimEnd('\n').Split('\n')];

    [Fact]
    public void The_committed_page_is_the_one_that_the_command_writes() =>
        Assert.True(
            File.ReadAllText(Path.Combine(Checkout.Root, Copy)) == s_page.Value,
            $"The commands have changed: renew the page with 'vgetrandom man > {Copy}'.");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_is_in_it_with_its_options(string command)
    {
        string page = s_page.Value;
        int start = page.IndexOf($"\n.SS \"{command}\"\n", StringComparison.Ordinal);
        Assert.True(start >= 0);
        string part = page[start..];
        part = part[..part.IndexOf("\n.S", 1, StringComparison.Ordinal)];

        Assert.Contains($"\\fBvgetrandom {command}\\fR", part, StringComparison.Ordinal);
        Assert.All(
            Tool.Run("complete", "--", command, "--").Text.TrimEnd('\n').Split('\n'),
            option => Assert.True(
                option == "--help"
                || part.Contains(
                    option.Replace("-", "\\-", StringComparison.Ordinal),
                    StringComparison.Ordinal),
                option));
    }

    [Fact]
    public void A_hidden_command_is_not() =>
        Assert.DoesNotContain(".SS \"complete\"", s_page.Value, StringComparison.Ordinal);

    [Theory]
    [InlineData(".x", "\\&.x")]
    [InlineData("'x'", "\\(aqx\\(aq")]
    [InlineData("a\\n --b", "a\\en \\-\\-b")]
    [InlineData("~^`", "\\(ti\\(ha\\(ga")]
    public void Text_stands_for_itself(string text, string expected)
    {
        var roff = new Roff();

        roff.Text(text);

        Assert.Equal($"{expected}\n", roff.ToString());
    }

    [Fact]
    public void So_it_does_where_a_line_is_broken()
    {
        var roff = new Roff();

        roff.Text($"{new string('x', 77)} .TH y");

        Assert.Equal($"{new string('x', 77)}\n\\&.TH y\n", roff.ToString());
    }

    [Fact]
    public void A_quotation_mark_ends_no_argument()
    {
        var roff = new Roff();

        roff.Macro("SS", "a \"b\" c");

        Assert.Equal(".SS \"a \\(dqb\\(dq c\"\n", roff.ToString());
    }
}

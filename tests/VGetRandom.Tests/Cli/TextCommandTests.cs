using System.Text;
using VGetRandom.Cli;
using VGetRandom.Cli.Values;
using VGetRandom.Uuids;

namespace VGetRandom.Tests.Cli;

/// <summary><c>uuid</c>, <c>token</c> and <c>password</c>.</summary>
public class TextCommandTests
{
    [Fact]
    public void A_uuid_is_one_of_version_4()
    {
        string[] lines = Lines("uuid", "--count", "3000");

        Assert.Equal(3000, lines.Distinct().Count());
        Assert.All(lines, line =>
        {
            Assert.Equal(4, Guid.ParseExact(line, "D").Version);
            Assert.Equal(line.ToLowerInvariant(), line);
        });
    }

    [Fact]
    public void Those_of_version_7_are_in_order()
    {
        string[] lines = Lines("uuid", "--v7", "-n", "3K");

        Assert.Equal(3000, lines.Length);
        Assert.All(lines, line => Assert.Equal(7, Guid.ParseExact(line, "D").Version));
        Assert.Equal(lines.Order(StringComparer.Ordinal), lines);
    }

    [Fact]
    public void A_run_that_is_ahead_of_the_clock_waits_for_it()
    {
        // As if it had made two million, and needed no time for it. None is written here.
        long ahead = UuidTime.From(DateTime.UtcNow.AddMilliseconds(500));
        long last = UuidTime.OfProcess.Next(ahead);
        Assert.Equal(
            ExitCode.Done, UuidCommand.Create().Parse(["--v7", "--count", "0"]).Invoke());

        // So whatever the next run makes sorts later.
        Assert.InRange(UuidTime.From(DateTime.UtcNow), last + 1, long.MaxValue);
    }

    [Theory]
    [InlineData("32", 43)]
    [InlineData("1", 2)]
    [InlineData("32768", 43691)]
    public void A_token_is_base64url(string bytes, int characters)
    {
        string[] lines = Lines("token", bytes, "--count", "5");

        Assert.Equal(bytes == "1" ? 1 : 5, bytes == "1" ? 1 : lines.Distinct().Count());
        Assert.All(lines, line =>
        {
            Assert.Equal(characters, line.Length);
            Assert.Matches("^[A-Za-z0-9_-]+$", line);
        });
    }

    [Theory]
    [InlineData("alphanumeric", 62)]
    [InlineData("ascii", 94)]
    [InlineData("readable", 57)]
    [InlineData("lower", 26)]
    [InlineData("hex", 16)]
    [InlineData("digits", 10)]
    public void A_password_has_every_character_of_its_alphabet_and_no_other(
        string name, int characters)
    {
        // That one of 94 is missing among 4096: less than 94 x (93/94)^4096, 2^-56.
        string password = Lines("password", "4096", "-a", name, "--quiet").Single();

        Assert.Equal(4096, password.Length);
        Assert.Equal(
            Alphabet.Find(name)!.Order(), password.EnumerateRunes().Distinct().Order());
        Assert.Equal(characters, Alphabet.Find(name)!.Distinct().Count());
    }

    [Fact]
    public void Its_worth_is_told_on_standard_error()
    {
        ToolResult result = Tool.Run("password", "20");

        Assert.Equal(21, result.Output.Length);
        Assert.Equal("20 of 62 characters: 119.1 bits\n", result.Error);
    }

    [Theory]
    [InlineData("lower,upper,digit,symbol", 12, "ascii")]
    [InlineData("digit", 1, "alphanumeric")]
    [InlineData("upper,digit", 2, "alphanumeric")]
    public void A_password_has_the_classes_that_it_must_have(
        string classes, int length, string alphabet)
    {
        string[] passwords = Lines(
            "password", $"{length}", "-a", alphabet, "--require", classes, "-n", "300", "-q");

        Assert.Equal(300, passwords.Length);
        Assert.All(passwords, password =>
        {
            Assert.Equal(length, password.Length);
            Assert.All(
                CharacterClass.Read(classes, out _),
                each => Assert.Contains(password.EnumerateRunes(), rune => each.Has(rune)));
        });
    }

    /// <summary>All of a small alphabet's passwords, counted one by one.</summary>
    [Fact]
    public void Its_worth_counts_the_passwords_that_fit()
    {
        var recipe = new PasswordRecipe(
            [.. "abcAB12".EnumerateRunes()], 4, CharacterClass.Read("lower,upper,digit", out _));
        int fit = 0;
        for (int i = 0; i < 7 * 7 * 7 * 7; i++)
        {
            fit += recipe.Accepts([i % 7, i / 7 % 7, i / 49 % 7, i / 343]) ? 1 : 0;
        }

        Assert.Equal(fit, recipe.Count);
        Assert.Equal(Math.Log2(fit), recipe.Bits, 9);
    }

    [Theory]
    [InlineData("password 3 --require lower,upper,digit,symbol -a ascii", "less than the number")]
    [InlineData("password --require symbol", "no character of the class symbol")]
    [InlineData("password --require lower,klingon", "'klingon' is not")]
    public void Classes_that_cannot_be_are_refused(string commandLine, string told)
    {
        ToolResult result = Tool.Run(commandLine.Split(' '));

        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);
        OneLine.AssertComplaint(result.Error);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passphrase_has_words_of_the_list()
    {
        string[] list = [.. WordList.Read().Select(Encoding.ASCII.GetString)];
        ToolResult result = Tool.Run("passphrase", "7", "--separator", "/", "-n", "2");

        Assert.Equal(7776, list.Distinct().Count());
        Assert.Equal("7 of 7776 words: 90.5 bits\n", result.Error);
        string[] lines = result.Text.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Distinct().Count());
        Assert.All(lines, line => Assert.Equal(7, line.Split('/').Length));
        Assert.All(lines.SelectMany(line => line.Split('/')), word => Assert.Contains(word, list));
    }

    [Fact]
    public void An_alphabet_may_be_ones_own()
    {
        string password = Lines("password", "200", "--characters", "äß😀", "-q").Single();

        Assert.Equal(200, password.EnumerateRunes().Count());
        Assert.Equal(
            "äß😀".EnumerateRunes().Order(), password.EnumerateRunes().Distinct().Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("abca")]
    [InlineData("a\nb")]
    public void But_not_any(string characters)
    {
        _ = Alphabet.Read(characters, out string? problem);
        Assert.NotNull(problem);
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("12", 12L)]
    [InlineData("5k", 5_000L)]
    [InlineData("1M", 1_000_000L)]
    [InlineData("9G", 9_000_000_000L)]
    public void Counts_are_read(string text, long count)
    {
        Assert.True(ItemCount.TryParse(text, out long read));
        Assert.Equal(count, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("K")]
    [InlineData("-1")]
    [InlineData("1.5K")]
    [InlineData("1KiB")]
    [InlineData("9999999999G")]
    public void What_is_no_count_is_refused(string text) =>
        Assert.False(ItemCount.TryParse(text, out _));

    [Fact]
    public void None_is_no_output() => Assert.Empty(Tool.Run("uuid", "-n", "0").Output);

    [Fact]
    public void When_nobody_reads_on_the_command_ends_quietly()
    {
        ToolResult result = Tool.Shell("$T uuid --count 100M | head -n 1 | wc -l");

        Assert.Equal("1", Encoding.UTF8.GetString(result.Output).Trim());
        Assert.Equal("", result.Error);
    }

    private static string[] Lines(params string[] arguments)
    {
        ToolResult result = Tool.Run(arguments);
        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        return result.Text.TrimEnd('\n').Split('\n');
    }
}

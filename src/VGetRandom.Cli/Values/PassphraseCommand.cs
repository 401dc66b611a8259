using System.CommandLine;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom passphrase</c>: writes passphrases, and says what they are worth.
/// </summary>
internal static class PassphraseCommand
{
    private const int UsualWords = 6;
    private const int MaxWords = 1000;
    private const int MaxSeparatorLetters = 100;

    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            The command draws each word independently from the large word list of the Electronic
            Frontier Foundation. The list has 7,776 English words, so each word is worth 12.9 bits.
            On standard error the command writes the total. Six words (77 bits) are beyond guessing
            for nearly everybody, ten words (129 bits) for everybody.
            """,
            """
            The list is the EFF's, under the Creative Commons Attribution 3.0 United States licence:
            www.eff.org/dice.
            """,
        ],
        Examples =
        [
            new("vgetrandom passphrase", "Six words."),
            new("vgetrandom passphrase 8 --separator .", "Eight words with full stops between."),
            new("vgetrandom passphrase -n 5 --quiet", "Five passphrases, for a script."),
        ],
    };

    public static Command Create()
    {
        Argument<long> words = NumberArgument.Optional(
            "WORDS", "How many words.", 1, MaxWords, UsualWords);
        var separator = new Option<string>("--separator", "-s")
        {
            Description = "What stands between the words; a space if you do not say.",
            HelpName = "STRING",
            DefaultValueFactory = _ => " ",
        };
        separator.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }]
                && (text.Length > MaxSeparatorLetters || text.Any(char.IsControl)))
            {
                result.AddError(
                    $"STRING has at most {MaxSeparatorLetters} letters, and no control character.");
            }
        });
        Option<bool> isQuiet = Worth.QuietOption();
        Option<long> count = ItemCount.Option("How many passphrases to write");
        var command = new Command("passphrase", "Write passphrases of English words, one per line.")
        {
            words, separator, isQuiet, count,
        };
        command.SetAction(parsed =>
        {
            byte[][] list = WordList.Read();
            byte[] between = RawText.ToCString(parsed.GetValue(separator)!)[..^1];
            int wanted = (int)parsed.GetValue(words);
            LineOutput.WriteLines(
                parsed.GetValue(count), output => Write(output, list, between, wanted));
            if (!parsed.GetValue(isQuiet))
            {
                Worth.Tell($"{wanted} of {list.Length} words", wanted * Math.Log2(list.Length));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(LineOutput output, byte[][] list, byte[] between, int words)
    {
        for (int i = 0; i < words; i++)
        {
            if (i > 0)
            {
                output.Write(between);
            }

            output.Write(list[KernelRandom.GetInt32(list.Length)]);
        }
    }
}

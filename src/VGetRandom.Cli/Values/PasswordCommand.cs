using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom password</c>: writes passwords, and says what they are worth.</summary>
internal static class PasswordCommand
{
    public const string Notes = """
        Each character is drawn by itself, every one of the alphabet as likely as the others. How
        much that makes is told on standard error: LENGTH times the binary logarithm of the number
        of characters. 80 bits are beyond guessing for nearly everybody, 128 for all.

        Alphabets:
          alphanumeric  A-Z a-z 0-9                    readable  the same without 0 O 1 I l
          ascii         every printable one, no space  lower     a-z
          hex           0-9 a-f                        digits    0-9

        Examples:
          vgetrandom password
          vgetrandom password 32 --alphabet ascii
          vgetrandom password 6 --characters 0123456789 --quiet
        """;

    private const int UsualLength = 20;
    private const int MaxLength = 4096;
    private const int MaxRuneBytes = 4;

    public static Command Create()
    {
        Argument<long> length = NumberArgument.Optional(
            "LENGTH", "How many characters.", 1, MaxLength, UsualLength);
        var alphabet = new Option<string?>("--alphabet", "-a")
        {
            Description = $"Which characters; {Alphabet.Usual} unless told otherwise.",
            HelpName = "NAME",
        };
        alphabet.CompletionSources.Add(Alphabet.Names);
        alphabet.Validators.Add(RefuseUnknownName);
        var characters = new Option<string?>("--characters", "-c")
        {
            Description = "An alphabet of your own.",
            HelpName = "STRING",
        };
        characters.Validators.Add(RefuseUnfit);
        var isQuiet = new Option<bool>("--quiet", "-q")
        {
            Description = "Do not tell how many bits that makes.",
        };
        Option<long> count = ItemCount.Option("How many passwords");
        var command = new Command("password", "Write random passwords, one a line.")
        {
            length, alphabet, characters, isQuiet, count,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(alphabet) is not null && result.GetResult(characters) is not null)
            {
                result.AddError(
                    "An alphabet is chosen by --alphabet or by --characters, not both.");
            }
        });
        command.SetAction(parsed =>
        {
            Rune[] chosen = parsed.GetValue(characters) is { } own
                ? Alphabet.Read(own, out _)
                : Alphabet.Find(parsed.GetValue(alphabet) ?? Alphabet.Usual)!;
            int wanted = (int)parsed.GetValue(length);
            LineOutput.WriteLines(
                parsed.GetValue(count), output => Write(output, chosen, wanted));
            if (!parsed.GetValue(isQuiet))
            {
                TellBits(chosen.Length, wanted);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(LineOutput output, Rune[] alphabet, int length)
    {
        for (int i = 0; i < length; i++)
        {
            Rune rune = alphabet[KernelRandom.GetInt32(alphabet.Length)];
            output.Advance(rune.EncodeToUtf8(output.Room(MaxRuneBytes)));
        }
    }

    private static void TellBits(int characters, int length) =>
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{length} of {characters} characters: "
                + $"{length * Math.Log2(characters):F1} bits"));

    private static void RefuseUnknownName(OptionResult result)
    {
        if (result.Tokens is [{ Value: var name }] && Alphabet.Find(name) is null)
        {
            result.AddError(
                $"The alphabet is one of {string.Join(", ", Alphabet.Names)}; '{name}' is not.");
        }
    }

    private static void RefuseUnfit(OptionResult result)
    {
        if (result.Tokens is [{ Value: var characters }])
        {
            _ = Alphabet.Read(characters, out string? problem);
            if (problem is not null)
            {
                result.AddError(problem);
            }
        }
    }
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom password</c>: writes passwords, and says what they are worth.</summary>
internal static class PasswordCommand
{
    private const int UsualLength = 20;
    private const int MaxLength = 4096;
    private const int MaxRuneBytes = 4;

    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            Each character is drawn independently, and all characters of the alphabet are equally
            likely. With --require, whole passwords are drawn until one has every class, so that all
            passwords that fit are equally likely. On standard error the command says how many bits
            a password is worth: the binary logarithm of the number of possible passwords. 80 bits
            are beyond guessing for nearly everybody, 128 bits for everybody.
            """,
        ],
        Sections =
        [
            new("Alphabets", "",
                new("alphanumeric", "A-Z a-z 0-9; this is the default."),
                new("ascii", "Every printable character of ASCII but the space."),
                new("readable", "Alphanumeric without 0 O 1 I l."),
                new("lower", "a-z."),
                new("hex", "0-9 a-f."),
                new("digits", "0-9.")),
            new("Classes", "",
                new("lower, upper, digit", "Lower-case letters, upper-case letters, digits."),
                new("symbol", "Anything but a letter, a digit or a space.")),
        ],
        Examples =
        [
            new("vgetrandom password", "20 letters and digits."),
            new("vgetrandom password 32 --alphabet ascii", "32 printable characters."),
            new("vgetrandom password 12 -a ascii --require lower,upper,digit,symbol",
                "For a site that insists."),
            new("vgetrandom password 6 --characters 0123456789 -q", "A PIN, for a script."),
        ],
    };

    public static Command Create()
    {
        Argument<long> length = NumberArgument.Optional(
            "LENGTH", "How many characters.", 1, MaxLength, UsualLength);
        var alphabet = new Option<string?>("--alphabet", "-a")
        {
            Description = "Which characters to draw from; see below.",
            HelpName = "NAME",
        };
        alphabet.CompletionSources.Add(Alphabet.Names);
        alphabet.Validators.Add(RefuseUnknownName);
        var characters = new Option<string?>("--characters", "-c")
        {
            Description = "Draw from an alphabet of your own.",
            HelpName = "STRING",
        };
        characters.Validators.Add(RefuseUnfit);
        var classes = new Option<CharacterClass[]>("--require", "-r")
        {
            Description = "Write passwords that have every one of these classes.",
            HelpName = "CLASS[,CLASS]...",
            Arity = ArgumentArity.ExactlyOne,
            DefaultValueFactory = _ => [],
            CustomParser = ReadClasses,
        };
        classes.CompletionSources.Add([.. CharacterClass.Names]);
        Option<bool> isQuiet = Worth.QuietOption();
        Option<long> count = ItemCount.Option("How many passwords to write");
        var command = new Command("password", "Write passwords, one per line.")
        {
            length, alphabet, characters, classes, isQuiet, count,
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
            var recipe = new PasswordRecipe(
                parsed.GetValue(characters) is { } own
                    ? Alphabet.Read(own, out _)
                    : Alphabet.Find(parsed.GetValue(alphabet) ?? Alphabet.Usual)!,
                (int)parsed.GetValue(length),
                parsed.GetValue(classes)!);
            if (recipe.Classes.Length > 0 && recipe.Problem is { } problem)
            {
                Complaint.Write($"{problem} Try '{Complaint.ToolName} password --help'.");
                return ExitCode.WrongUsage;
            }

            Write(parsed.GetValue(count), recipe);
            if (!parsed.GetValue(isQuiet))
            {
                Worth.Tell(
                    $"{recipe.Length} of {recipe.Alphabet.Length} characters", recipe.Bits);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(long count, PasswordRecipe recipe)
    {
        using var memory = new NativeBuffer(recipe.Length * sizeof(int));
        LineOutput.WriteLines(count, output =>
        {
            Span<int> places = MemoryMarshal.Cast<byte, int>(memory.Bytes);
            do
            {
                foreach (ref int place in places)
                {
                    place = KernelRandom.GetInt32(recipe.Alphabet.Length);
                }
            }
            while (!recipe.Accepts(places));

            foreach (int place in places)
            {
                output.Advance(
                    recipe.Alphabet[place].EncodeToUtf8(output.Room(MaxRuneBytes)));
            }
        });
    }

    private static CharacterClass[] ReadClasses(ArgumentResult result)
    {
        CharacterClass[] classes =
            CharacterClass.Read(result.Tokens[0].Value, out string? problem);
        if (problem is not null)
        {
            result.AddError(problem);
        }

        return classes;
    }

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

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using VGetRandom.Cli.Bench;
using VGetRandom.Cli.Bytes;
using VGetRandom.Cli.Doctor;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;
using VGetRandom.Cli.Selftest;
using VGetRandom.Cli.Values;
using VGetRandom.Cli.Watch;
using VGetRandom.Selection;

namespace VGetRandom.Cli;

/// <summary>The root command with its subcommands, and how wrong usage is reported.</summary>
internal sealed class CommandTree
{
    private const string Values = "Random values";
    private const string Checks = "This machine";
    private const string About = "About this command";

    private static readonly (string Group, string Name, Func<Topic> Topic, Func<Command> Create)[]
        s_commands =
        [
            (Values, "bytes", () => BytesCommand.Topic, BytesCommand.Create),
            (Values, "int", () => IntCommand.Topic, IntCommand.Create),
            (Values, "float", () => FloatCommand.Topic, FloatCommand.Create),
            (Values, "uuid", () => UuidCommand.Topic, UuidCommand.Create),
            (Values, "token", () => TokenCommand.Topic, TokenCommand.Create),
            (Values, "password", () => PasswordCommand.Topic, PasswordCommand.Create),
            (Values, "passphrase", () => PassphraseCommand.Topic, PassphraseCommand.Create),
            (Values, "shuffle", () => ShuffleCommand.Topic, ShuffleCommand.Create),
            (Values, "pick", () => PickCommand.Topic, PickCommand.Create),
            (Values, "dice", () => DiceCommand.Topic, DiceCommand.Create),
            (Checks, "doctor", () => DoctorCommand.Topic, DoctorCommand.Create),
            (Checks, "selftest", () => SelftestCommand.Topic, SelftestCommand.Create),
            (Checks, "bench", () => BenchCommand.Topic, BenchCommand.Create),
            (Checks, "watch", () => WatchCommand.Topic, WatchCommand.Create),
            (Checks, ForkProcess.Name, () => new(), ForkProcess.Create),
            (About, "completion", () => CompletionCommand.Topic, CompletionCommand.Create),
            (About, "version", () => new(), VersionCommand.Create),
        ];

    private readonly RootCommand _root = new(
        "Writes random values with the guarantee of getrandom(2): each byte is one that the kernel "
        + "could have returned when it was drawn.")
    {
        HelpName = Complaint.ToolName,
    };

    private CommandTree() => Topics = new Topics(_root, AboutAll);

    /// <summary>The commands, and what there is to say about each.</summary>
    public Topics Topics { get; }

    private static Topic AboutAll => new()
    {
        Forms = ["COMMAND [ARGUMENT]..."],
        Paragraphs =
        [
            """
            The command writes what you ask for to standard output and everything else to standard
            error. Options can come before or after the arguments; anything after -- is an argument.
            """,
        ],
        Sections =
        [
            new("Exit status", "",
                new("0", "Done."),
                new("1", "Failed; one line on standard error says why."),
                new("2", "Wrong usage; one line on standard error says what is wrong.")),
            new("Environment", "",
                new($"{RequestedBackend.VariableName}=NAME",
                    $"""
                    Use only this backend: {BackendInfo.Names}. The default,
                    {RequestedBackend.Auto}, chooses. If the backend is not available, the command
                    fails.
                    """),
                new("NO_COLOR=1", "Use no colours.")),
        ],
        Examples =
        [
            new("vgetrandom help bytes", "How to use one of the commands."),
            new("vgetrandom bytes 32 --format hex", "A 256-bit key as text."),
            new("vgetrandom bytes 1G > noise.bin", "A gigabyte in a file."),
            new("vgetrandom password 24", "24 letters and digits."),
            new("vgetrandom uuid --count 10", "Ten UUIDs."),
            new("seq 52 | vgetrandom shuffle", "A deck of cards."),
            new("vgetrandom doctor", "Where the bytes come from, and why."),
        ],
    };

    /// <summary>As much of the tree as a command line needs.</summary>
    /// <param name="args">
    /// The command line. Making all commands takes as long as drawing a hundred thousand bytes, so
    /// a line that begins with a command's name gets only that command.
    /// </param>
    public static CommandTree Create(string[] args)
    {
        var tree = new CommandTree();

        // The library's own [suggest] and the like would turn a typing error into a success.
        tree._root.Directives.Clear();
        int named = Array.FindIndex(
            s_commands, command => args is [var first, ..] && first == command.Name);
        foreach (var (group, _, topic, create) in
            named >= 0 ? s_commands.AsSpan(named, 1) : s_commands)
        {
            tree.Topics.Add(group, create(), topic());
        }

        if (named < 0)
        {
            // These are about the others.
            tree.Topics.Add(About, ManCommand.Create(tree.Topics), ManCommand.Topic);
            tree.Topics.Add(About, HelpCommand.Create(tree.Topics), HelpCommand.Topic);
            tree.Topics.Add(About, CompleteCommand.Create(tree._root), CompleteCommand.Topic);
        }

        tree.SetOptions();
        return tree;
    }

    /// <summary>Reads a command line and does nothing.</summary>
    /// <remarks>An argument that begins with @ is an argument, not the name of a file with more of
    /// them.</remarks>
    public ParseResult Parse(string[] args) => _root.Parse(
        args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    public int Run(string[] args)
    {
        ParseResult parsed = Parse(args);
        if (parsed.Tokens.FirstOrDefault(IsDirective) is { } directive)
        {
            return Refuse($"There is no directive '{directive.Value}'.", _root);
        }

        if (FindStrayOption(parsed) is { } stray)
        {
            Command at = parsed.CommandResult.Command;
            return Refuse(NoSuchOption(stray, at), at);
        }

        if (parsed.Errors.Count == 0)
        {
            return Invoke(parsed);
        }

        if (args.Length == 0)
        {
            HelpText.Write(Console.Error, ConsoleText.HelpColumns, _root, Topics);
            return ExitCode.WrongUsage;
        }

        ParseError mistake = FindMistake(parsed, args);
        Command? command = CommandOf(mistake);
        return Refuse(Describe(mistake, command ?? _root, parsed.UnmatchedTokens), command);
    }

    private static int Refuse(string mistake, Command? command)
    {
        string name = command is RootCommand or null or { Name: HelpCommand.Name }
            ? Complaint.ToolName
            : $"{Complaint.ToolName} {command.Name}";
        Complaint.Write($"{mistake} Try '{name} --help'.");
        return ExitCode.WrongUsage;
    }

    // The parser ignores a directive that it does not know.
    private static bool IsDirective(Token token) => token.Type == TokenType.Directive;

    private static int Invoke(ParseResult parsed)
    {
        // Gathered first: the console's own writer does not handle a closed or full standard output
        // as we do.
        using var text = new StringWriter();
        int exitCode = parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = text,
        });
        if (text.ToString() is { Length: > 0 } written)
        {
            StandardOutput.Write(written);
        }

        return exitCode;
    }

    // One mistake often makes several errors; the one about the earliest word is about the
    // mistake itself.
    private static ParseError FindMistake(ParseResult parsed, string[] args) =>
        parsed.Errors
            .MinBy(error => Array.FindIndex(
                args, word => error.Message.Contains($"'{word}'", StringComparison.Ordinal))
                is var index and >= 0 ? index : args.Length)!;

    // To the parser an option that it does not know is an argument, if there is room for one.
    private static string? FindStrayOption(ParseResult parsed)
    {
        IEnumerable<Token> options = parsed.Tokens.TakeWhile(
            token => token.Type != TokenType.DoubleDash);
        HashSet<Token> arguments =
        [
            .. parsed.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(result => result.Tokens),
        ];
        return options.FirstOrDefault(token =>
            arguments.Contains(token)
            && token.Value is ['-', '-' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), ..])?.Value;
    }

    private static string NoSuchOption(string word, Command command) => Suggestion.NoSuch(
        "option",
        word,
        Usage.OptionsOf(command).SelectMany(
            option => (string[])[option.Name, .. option.Aliases]));

    // The parser has one message for every unknown word: option, command or argument.
    private string Describe(
        ParseError mistake, Command command, IReadOnlyList<string> unknown) =>
        unknown.FirstOrDefault(word =>
            mistake.Message.Contains($"'{word}'", StringComparison.Ordinal)) is not { } stray
                ? mistake.Message
            : stray is ['-', _, ..]
                ? NoSuchOption(stray, command)
            : command is RootCommand
                ? Suggestion.NoSuch("command", stray, Topics.Names)
            : $"'{stray}' is one argument too many.";

    // Not necessarily the last command on the line: --version is the root's, whatever follows it.
    private static Command? CommandOf(ParseError mistake)
    {
        SymbolResult? at = mistake.SymbolResult;
        while (at is not null and not CommandResult)
        {
            at = at.Parent;
        }

        return (at as CommandResult)?.Command;
    }

    private void SetOptions()
    {
        _root.Options.Remove(_root.Options.OfType<VersionOption>().Single());

        // The native command is a shared library. Its process has no entry assembly in which the
        // parser could find the version.
        _root.Options.Add(new VersionOption("--version", "-V")
        {
            Description = "Show the version.",
            Action = new OwnVersion(),
        });
        HelpOption help = _root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this help.";
        help.Action = new OwnHelp(Topics);
    }

    private sealed class OwnVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ThisMachine.OwnVersion);
            return ExitCode.Done;
        }
    }

    private sealed class OwnHelp(Topics topics) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            HelpText.Write(
                parseResult.InvocationConfiguration.Output,
                ConsoleText.HelpColumns,
                parseResult.CommandResult.Command,
                topics);
            return ExitCode.Done;
        }
    }
}

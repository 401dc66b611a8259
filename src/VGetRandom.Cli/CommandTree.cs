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

/// <summary>The root command with its subcommands, and how wrong usage is told.</summary>
internal sealed class CommandTree
{
    private const string Notes = $$"""
        Examples:
          vgetrandom bytes 32 --format hex     a 256-bit key as text
          vgetrandom bytes 1G > noise.bin      a gigabyte, as fast as the kernel allows
          vgetrandom password 24               24 letters and digits
          vgetrandom uuid --count 10           ten UUIDs
          seq 52 | vgetrandom shuffle          a deck of cards
          vgetrandom doctor                    where the bytes come from here, and why
          vgetrandom selftest                  whether the promises hold here
          vgetrandom bench                     how fast they come
          vgetrandom watch                     reseeds, drops and speed as they happen
          eval "$(vgetrandom completion zsh)"  Tab completes from here on; also bash and fish

        Exit codes:
          0  done     1  failed     2  wrong usage

        Environment:
          {{RequestedBackend.VariableName}}=NAME  insist on one source:
                                   {{RequestedBackend.Auto}}, {{BackendInfo.Names}}
          NO_COLOR=1               no colours
        """;

    private static readonly (string Name, string Notes, Func<Command> Create)[] s_commands =
    [
        ("bytes", BytesCommand.Notes, BytesCommand.Create),
        ("uuid", UuidCommand.Notes, UuidCommand.Create),
        ("token", TokenCommand.Notes, TokenCommand.Create),
        ("password", PasswordCommand.Notes, PasswordCommand.Create),
        ("int", IntCommand.Notes, IntCommand.Create),
        ("dice", DiceCommand.Notes, DiceCommand.Create),
        ("shuffle", ShuffleCommand.Notes, ShuffleCommand.Create),
        ("pick", PickCommand.Notes, PickCommand.Create),
        ("doctor", DoctorCommand.Notes, DoctorCommand.Create),
        ("selftest", SelftestCommand.Notes, SelftestCommand.Create),
        (ForkProcess.Name, "", ForkProcess.Create),
        ("bench", BenchCommand.Notes, BenchCommand.Create),
        ("watch", WatchCommand.Notes, WatchCommand.Create),
        ("completion", CompletionCommand.Notes, CompletionCommand.Create),
    ];

    private readonly RootCommand _root = new(
        "Random bytes with the guarantee of getrandom(2), from the kernel's vDSO where it has one.")
    {
        HelpName = Complaint.ToolName,
    };

    private readonly Dictionary<Command, string> _notes = [];

    private CommandTree()
    {
    }

    /// <summary>As much of the tree as a command line needs.</summary>
    /// <param name="args">
    /// The command line. To make all commands takes as long as to draw a hundred thousand bytes,
    /// so one that begins with a command's name gets that one alone.
    /// </param>
    public static CommandTree Create(string[] args)
    {
        var tree = new CommandTree();
        tree._notes[tree._root] = Notes;

        // The library's own [suggest] and the like would make a mistake a success.
        tree._root.Directives.Clear();
        int named = Array.FindIndex(
            s_commands, command => args is [var first, ..] && first == command.Name);
        foreach ((_, string notes, Func<Command> create) in
            named >= 0 ? s_commands.AsSpan(named, 1) : s_commands)
        {
            tree.Add(create(), notes);
        }

        if (named < 0)
        {
            // These are about the others.
            tree.Add(ManCommand.Create(tree._root, tree._notes), ManCommand.Notes);
            tree.Add(CompleteCommand.Create(tree._root), CompleteCommand.Notes);
        }

        // As a shared library the process has no entry assembly for it to find the version in.
        tree._root.Options.OfType<VersionOption>().Single().Action = new OwnVersion();
        HelpOption help = tree._root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithNotes((HelpAction)help.Action!, tree._notes);
        return tree;
    }

    public int Run(string[] args)
    {
        // An argument that begins with @ is an argument, not the name of a file with more of them.
        ParseResult parsed = _root.Parse(
            args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Tokens.FirstOrDefault(IsDirective) is { } directive)
        {
            return Refuse($"There is no directive '{directive.Value}'.", _root);
        }

        if (parsed.Errors.Count == 0)
        {
            return Invoke(parsed);
        }

        if (args.Length == 0)
        {
            _root.Parse("--help").Invoke(
                new InvocationConfiguration { Output = Console.Error });
            return ExitCode.WrongUsage;
        }

        ParseError mistake = FindMistake(parsed, args);
        return Refuse(mistake.Message, CommandOf(mistake));
    }

    private static int Refuse(string mistake, Command? command)
    {
        string name = command is RootCommand or null
            ? Complaint.ToolName
            : $"{Complaint.ToolName} {command.Name}";
        Complaint.Write($"{mistake} Try '{name} --help'.");
        return ExitCode.WrongUsage;
    }

    // The parser passes over a directive that it does not know.
    private static bool IsDirective(Token token) => token.Type == TokenType.Directive;

    private static int Invoke(ParseResult parsed)
    {
        // Gathered first: the console's own writer has neither our answers to a closed or full
        // standard output nor our words for them.
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

    // Not the command that the line ends up in: --version is the root's, whatever follows it.
    private static Command? CommandOf(ParseError mistake)
    {
        SymbolResult? at = mistake.SymbolResult;
        while (at is not null and not CommandResult)
        {
            at = at.Parent;
        }

        return (at as CommandResult)?.Command;
    }

    private void Add(Command command, string notes)
    {
        _root.Subcommands.Add(command);
        _notes[command] = notes;
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

    /// <summary>The library's help, and below it what only we can know.</summary>
    private sealed class HelpWithNotes(
        HelpAction help, Dictionary<Command, string> notes)
        : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            help.MaxWidth = ConsoleText.Columns;
            int exitCode = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(
                notes[parseResult.CommandResult.Command]);
            return exitCode;
        }
    }
}

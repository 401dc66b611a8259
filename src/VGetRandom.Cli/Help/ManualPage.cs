using System.CommandLine;
using System.CommandLine.Help;

namespace VGetRandom.Cli.Help;

/// <summary>The manual page, made of the commands and their notes.</summary>
internal sealed class ManualPage
{
    private readonly Command _root;
    private readonly IReadOnlyDictionary<Command, string> _notes;
    private readonly Roff _roff = new();

    private ManualPage(Command root, IReadOnlyDictionary<Command, string> notes)
    {
        _root = root;
        _notes = notes;
    }

    private IEnumerable<Command> Commands => _root.Subcommands.Where(command => !command.Hidden);

    public static string Write(Command root, IReadOnlyDictionary<Command, string> notes)
    {
        var page = new ManualPage(root, notes);
        page.WriteHead();
        page.WriteCommands();
        page.WriteRootNotes();
        page.WriteSeeAlso();
        return page._roff.ToString();
    }

    private void WriteHead()
    {
        string version = typeof(ManualPage).Assembly.GetName().Version!.ToString(3);
        _roff.Comment($"Written by '{Complaint.ToolName} man', from what its commands say.");

        // Without a date: that of the build would make of the same sources another page each day.
        _roff.Macro(
            "TH", Complaint.ToolName.ToUpperInvariant(), "1", "",
            $"{Complaint.ToolName} {version}", "User Commands");

        // Names of options and files stay in one piece.
        _roff.Line(".nh");
        _roff.Line(".ad l");
        _roff.Macro("SH", "NAME");
        _roff.Line(
            $"{Complaint.ToolName} \\- random bytes with the guarantee of getrandom(2)");
        _roff.Macro("SH", "SYNOPSIS");
        _roff.Line(
            $"{Roff.Bold(Complaint.ToolName)} {Roff.Italic("COMMAND")} "
            + $"[{Roff.Italic("ARGUMENT")}]... [{Roff.Italic("OPTION")}]...");
        _roff.Macro("br");
        _roff.Line($"{Roff.Bold(Complaint.ToolName)} {Roff.Bold("--help")}");
        _roff.Macro("br");
        _roff.Line($"{Roff.Bold(Complaint.ToolName)} {Roff.Bold("--version")}");
        _roff.Macro("SH", "DESCRIPTION");
        _roff.Text(_root.Description!);
        _roff.Paragraph(
            "What is asked for goes to standard output, everything else to standard error. "
            + "Options may stand before or behind the arguments; what follows -- is an argument.");
        _roff.Paragraph(
            "--help, -h or -? behind a command shows that command's part of this page.");
    }

    private void WriteCommands()
    {
        _roff.Macro("SH", "COMMANDS");
        foreach (Command command in Commands)
        {
            _roff.Macro("SS", command.Name);
            _roff.Line(Synopsis(command));
            _roff.Paragraph(command.Description!);
            foreach (Argument argument in command.Arguments)
            {
                _roff.Item(Roff.Italic(argument.Name), AboutOf(argument));
            }

            foreach (Option option in OptionsOf(command))
            {
                _roff.Item(Names(option), option.Description ?? "");
            }

            foreach (NoteSection section in Notes.Parse(_notes[command]))
            {
                if (section.Title.Length > 0)
                {
                    _roff.Macro("PP");
                    _roff.Line($"{Roff.Bold(section.Title)}:");
                }

                WriteBlocks(section, isBelowTitle: section.Title.Length > 0);
            }
        }
    }

    private void WriteRootNotes()
    {
        List<NoteSection> sections = Notes.Parse(_notes[_root]);
        foreach ((string title, string heading) in ((string, string)[])
            [
                ("Exit codes", "EXIT STATUS"),
                ("Environment", "ENVIRONMENT"),
                (Notes.Examples, "EXAMPLES"),
            ])
        {
            _roff.Macro("SH", heading);
            WriteBlocks(sections.Single(section => section.Title == title), isBelowTitle: false);
        }
    }

    private void WriteSeeAlso()
    {
        string[] pages = ["getrandom(2)", "random(4)", "random(7)", "vdso(7)"];
        _roff.Macro("SH", "SEE ALSO");
        _roff.Line(string.Join(
            ",\n", pages.Select(page => $"{Roff.Bold(page[..^3])}{page[^3..]}")));
    }

    private void WriteBlocks(NoteSection section, bool isBelowTitle)
    {
        if (isBelowTitle)
        {
            _roff.Macro("RS", "4");
        }

        foreach (NoteBlock block in section.Blocks)
        {
            if (block.Text.Length > 0)
            {
                _roff.Paragraph(block.Text);
            }

            foreach ((string term, string about) in block.Items)
            {
                _roff.Item(Roff.Bold(term), about);
            }
        }

        if (isBelowTitle)
        {
            _roff.Macro("RE");
        }
    }

    private static IEnumerable<Option> OptionsOf(Command command) =>
        command.Options.Where(option => !option.Hidden && option is not HelpOption);

    private static string AboutOf(Argument argument) =>
        argument is { HasDefaultValue: true } && argument.GetDefaultValue() is { } usual
            ? $"{argument.Description} {usual} if it is missing."
            : argument.Description ?? "";

    private static string Synopsis(Command command)
    {
        IEnumerable<string> arguments = command.Arguments.Select(argument =>
            argument.Arity.MinimumNumberOfValues > 0
                ? Roff.Italic(argument.Name)
                : $"[{Roff.Italic(argument.Name)}]");
        string options = OptionsOf(command).Any() ? $" [{Roff.Italic("OPTION")}]..." : "";
        return string.Join(
            ' ', [Roff.Bold($"{Complaint.ToolName} {command.Name}"), .. arguments]) + options;
    }

    private static string Names(Option option)
    {
        IEnumerable<string> names = option.Aliases
            .Append(option.Name)
            .OrderBy(name => name.Length)
            .Select(Roff.Bold);
        string value = option.ValueType == typeof(bool) || option.HelpName is null
            ? ""
            : $" {Roff.Italic(option.HelpName)}";
        return string.Join(", ", names) + value;
    }
}

using System.CommandLine;
using System.CommandLine.Help;

namespace VGetRandom.Cli.Help;

/// <summary>The manual page, made of what the help says.</summary>
internal sealed class ManualPage
{
    private readonly Topics _topics;
    private readonly Roff _roff = new();

    private ManualPage(Topics topics) => _topics = topics;

    public static string Write(Topics topics)
    {
        var page = new ManualPage(topics);
        page.WriteHead();
        page.WriteCommands();
        page.WriteRoot();
        page.WriteSeeAlso();
        return page._roff.ToString();
    }

    private void WriteHead()
    {
        string version = typeof(ManualPage).Assembly.GetName().Version!.ToString(3);
        _roff.Comment($"Written by '{Complaint.ToolName} man', from what its commands say.");

        // Without a date: the build's would make another page of the same sources each day.
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
        WriteSynopsis(_topics.Root);
        _roff.Macro("SH", "DESCRIPTION");
        _roff.Text(_topics.Root.Description!);
        foreach (string paragraph in _topics[_topics.Root].Paragraphs)
        {
            _roff.Paragraph(paragraph);
        }
    }

    private void WriteCommands()
    {
        _roff.Macro("SH", "COMMANDS");
        foreach (Command command in _topics.Commands)
        {
            Topic topic = _topics[command];
            _roff.Macro("SS", command.Name);
            WriteSynopsis(command);
            _roff.Paragraph(command.Description!);
            foreach (string paragraph in topic.Paragraphs)
            {
                _roff.Paragraph(paragraph);
            }

            foreach (Argument argument in command.Arguments)
            {
                _roff.Item(Roff.Italic(argument.Name), Usage.AboutOf(argument));
            }

            foreach (Option option in Usage.OptionsOf(command)
                .Where(option => option is not HelpOption))
            {
                _roff.Item(TermOf(option), option.Description ?? "");
            }

            foreach (Section section in topic.Sections)
            {
                WriteTitle(section.Title);
                _roff.Macro("RS", "4");
                WriteList(section);
                _roff.Macro("RE");
            }

            if (topic.Examples.Length > 0)
            {
                WriteTitle("Examples");
                _roff.Macro("RS", "4");
                WriteExamples(topic);
                _roff.Macro("RE");
            }
        }
    }

    private void WriteRoot()
    {
        Topic topic = _topics[_topics.Root];
        foreach (Section section in topic.Sections)
        {
            _roff.Macro("SH", section.Title.ToUpperInvariant());
            WriteList(section);
        }

        _roff.Macro("SH", "EXAMPLES");
        WriteExamples(topic);
    }

    private void WriteSeeAlso()
    {
        string[] pages = ["getrandom(2)", "random(4)", "random(7)", "vdso(7)"];
        _roff.Macro("SH", "SEE ALSO");
        _roff.Line(string.Join(
            ",\n", pages.Select(page => $"{Roff.Bold(page[..^3])}{page[^3..]}")));
    }

    private void WriteSynopsis(Command command)
    {
        string name = command == _topics.Root
            ? Complaint.ToolName
            : $"{Complaint.ToolName} {command.Name}";
        string[] forms = [.. Usage.FormsOf(command, _topics[command])];
        for (int i = 0; i < forms.Length; i++)
        {
            if (i > 0)
            {
                _roff.Macro("br");
            }

            _roff.Line($"{Roff.Bold(name)} {Roff.Placeholders(forms[i])}".TrimEnd());
        }
    }

    private void WriteTitle(string title)
    {
        _roff.Macro("PP");
        _roff.Line($"{Roff.Bold(title)}:");
    }

    private void WriteList(Section section)
    {
        if (section.Text.Length > 0)
        {
            _roff.Paragraph(section.Text);
        }

        foreach ((string term, string about) in section.Items)
        {
            _roff.Item(Roff.Bold(term), about);
        }
    }

    private void WriteExamples(Topic topic)
    {
        foreach ((string commandLine, string about) in topic.Examples)
        {
            _roff.Item(Roff.Bold(commandLine), about);
        }
    }

    private static string TermOf(Option option)
    {
        string names = string.Join(", ", Usage.ShownNamesOf(option).Select(Roff.Bold));
        return option.HelpName is { } value ? $"{names} {Roff.Italic(value)}" : names;
    }
}

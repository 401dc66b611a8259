using System.CommandLine;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Help;

/// <summary>A command's help as plain text of a width.</summary>
internal sealed class HelpText
{
    private const int Indent = 2;
    private const int Gap = 2;

    // Terms that are longer have what is said about them below, not beside them.
    private const int WidestTerm = 26;

    private readonly TextWriter _output;
    private readonly int _columns;

    private HelpText(TextWriter output, int columns)
    {
        _output = output;
        _columns = columns;
    }

    /// <summary>Writes the help of a command.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="columns">The most columns of a line.</param>
    /// <param name="command">The command.</param>
    /// <param name="topics">The commands, and what there is to say about each.</param>
    public static void Write(
        TextWriter output, int columns, Command command, Topics topics)
    {
        var text = new HelpText(output, columns);
        Topic topic = topics[command];
        text.WriteUsage(command, topic);
        text.WriteParagraph(command.Description!);
        foreach (string paragraph in topic.Paragraphs)
        {
            text.WriteParagraph(paragraph);
        }

        foreach ((string title, Command[] commands) in topics.GroupsBelow(command))
        {
            text.WriteItems(title, commands.Select(each => new Item(each.Name, each.Description!)));
        }

        text.WriteItems(
            "Arguments",
            command.Arguments.Select(each => new Item(each.Name, Usage.AboutOf(each))));
        text.WriteItems(
            "Options",
            Usage.OptionsOf(command).Select(
                each => new Item(Usage.TermOf(each), each.Description ?? "")));
        foreach (Section section in topic.Sections)
        {
            text.WriteItems(section.Title, section.Items, section.Text);
        }

        text.WriteExamples(topic.Examples);
    }

    private void WriteUsage(Command command, Topic topic)
    {
        string start = command is RootCommand
            ? Complaint.ToolName
            : $"{Complaint.ToolName} {command.Name}";
        string label = "Usage: ";
        foreach (string form in Usage.FormsOf(command, topic))
        {
            WriteLines(label, Wrapping.Wrap($"{start} {form}", _columns - label.Length));
            label = new string(' ', label.Length);
        }
    }

    private void WriteParagraph(string text)
    {
        _output.WriteLine();
        WriteLines("", Wrapping.Wrap(text, _columns));
    }

    private void WriteItems(string title, IEnumerable<Item> items, string text = "")
    {
        Item[] all = [.. items];
        if (all.Length == 0 && text.Length == 0)
        {
            return;
        }

        _output.WriteLine();
        _output.WriteLine($"{title}:");
        string margin = new(' ', Indent);
        WriteLines(margin, Wrapping.Wrap(text, _columns - Indent));

        int widest = Math.Min(WidestTerm, _columns / 3);
        int[] lengths = [.. all.Select(item => item.Term.Length).Where(each => each <= widest)];
        int column = Indent + Gap + (lengths.Length > 0 ? lengths.Max() : Indent);
        foreach ((string term, string about) in all)
        {
            bool isBeside = Indent + term.Length + Gap <= column;
            string first = isBeside ? $"{margin}{term}".PadRight(column) : new string(' ', column);
            if (!isBeside)
            {
                WriteLines(margin, Wrapping.Wrap(term, _columns - Indent));
            }

            WriteLines(first, Wrapping.Wrap(about, _columns - column));
        }
    }

    private void WriteExamples(Example[] examples)
    {
        if (examples.Length == 0)
        {
            return;
        }

        _output.WriteLine();
        _output.WriteLine("Examples:");
        string margin = new(' ', Indent);
        int widest = examples.Max(example => example.CommandLine.Length);
        int column = Indent + widest + Gap;
        bool fit = examples.All(example => column + example.About.Length <= _columns);
        foreach ((string commandLine, string about) in examples)
        {
            if (fit)
            {
                _output.WriteLine($"{margin}{commandLine.PadRight(widest + Gap)}{about}".TrimEnd());
                continue;
            }

            string[] lines =
                [.. Wrapping.WrapCommandLine(commandLine, _columns - (2 * Indent))];
            WriteLines(margin, lines[..1]);
            WriteLines(margin + margin, lines[1..]);
            WriteLines(
                new string(' ', 3 * Indent), Wrapping.Wrap(about, _columns - (3 * Indent)));
        }
    }

    /// <summary>Writes lines, the first behind a label and the others below it.</summary>
    private void WriteLines(string label, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            _output.WriteLine($"{label}{line}");
            label = new string(' ', label.Length);
        }
    }
}

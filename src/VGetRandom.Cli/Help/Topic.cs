namespace VGetRandom.Cli.Help;

/// <summary>What the help and the manual page say about a command, beyond what its arguments and
/// options say themselves.</summary>
/// <remarks>Line breaks in a text count as spaces: whoever shows it breaks its lines.</remarks>
internal sealed class Topic
{
    /// <summary>How the command can be called, or nothing where its arguments say it.</summary>
    public string[] Forms { get; init; } = [];

    public string[] Paragraphs { get; init; } = [];

    public Section[] Sections { get; init; } = [];

    public Example[] Examples { get; init; } = [];
}

/// <summary>A list with a title.</summary>
/// <param name="Title">The title, without a colon.</param>
/// <param name="Text">What comes before the list, or nothing.</param>
/// <param name="Items">The list.</param>
internal sealed record Section(string Title, string Text, params Item[] Items);

/// <summary>A term and what it means.</summary>
internal sealed record Item(string Term, string About);

/// <summary>A command line and what it is for.</summary>
internal sealed record Example(string CommandLine, string About);

using System.CommandLine;
using System.CommandLine.Help;

namespace VGetRandom.Cli.Help;

/// <summary>How a command is called, as its arguments and options have it.</summary>
internal static class Usage
{
    private const string SomeOptions = " [OPTION]...";

    /// <summary>What stands behind the command's name; a command may have several forms.</summary>
    public static IEnumerable<string> FormsOf(Command command, Topic topic)
    {
        IEnumerable<string> forms = topic.Forms.Length > 0
            ? topic.Forms
            : [string.Join(' ', command.Arguments.Select(Form))];
        string options = OptionsOf(command).Any(option => option is not HelpOption)
            ? SomeOptions
            : "";
        return forms.Select(form => $"{form}{options}".Trim());
    }

    /// <summary>The options that people are told of, with those of all commands.</summary>
    public static IEnumerable<Option> OptionsOf(Command command) =>
    [
        .. command.Options.Where(option => !option.Hidden),
        .. command.Parents.OfType<Command>()
            .SelectMany(parent => parent.Options.Where(option => option.Recursive)),
    ];

    /// <summary>The option's names, the short one first, and the name of its value.</summary>
    public static string TermOf(Option option)
    {
        string names = string.Join(", ", ShownNamesOf(option));
        return option.HelpName is { } value ? $"{names} {value}" : names;
    }

    /// <summary>The name and its one-letter alias. Other aliases are there for those who know them
    /// from another program.</summary>
    public static IEnumerable<string> ShownNamesOf(Option option) =>
        [.. option.Aliases.Where(alias => alias is ['-', not ('-' or '?')]), option.Name];

    /// <summary>What an argument is, and what it is if nobody says.</summary>
    public static string AboutOf(Argument argument) =>
        argument is { HasDefaultValue: true } && argument.GetDefaultValue() is { } usual
            ? $"{argument.Description} The default is {usual}."
            : argument.Description ?? "";

    private static string Form(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1
            ? $"{argument.Name}..."
            : argument.Name;
        return argument.Arity.MinimumNumberOfValues > 0 ? name : $"[{name}]";
    }
}

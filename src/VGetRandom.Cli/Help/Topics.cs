using System.CommandLine;

namespace VGetRandom.Cli.Help;

/// <summary>What there is to say about each command of a tree, in the order of the help.</summary>
/// <param name="root">The tree.</param>
/// <param name="aboutRoot">What there is to say about the whole.</param>
internal sealed class Topics(RootCommand root, Topic aboutRoot)
{
    private readonly List<(string Group, Command Command, Topic Topic)> _all = [];

    public RootCommand Root { get; } = root;

    public Topic this[Command command] => command == Root
        ? aboutRoot
        : _all.Find(entry => entry.Command == command).Topic;

    /// <summary>The commands that people are told of.</summary>
    public IEnumerable<Command> Commands =>
        _all.Select(entry => entry.Command).Where(command => !command.Hidden);

    /// <summary>The names of these.</summary>
    public IEnumerable<string> Names => Commands.Select(command => command.Name);

    /// <summary>Adds a command to the tree.</summary>
    public void Add(string group, Command command, Topic topic)
    {
        // Otherwise the word "true" or "false" after such an option would be its value.
        foreach (Option option in command.Options.Where(each => each.ValueType == typeof(bool)))
        {
            option.Arity = ArgumentArity.Zero;
        }

        Root.Subcommands.Add(command);
        _all.Add((group, command, topic));
    }

    /// <summary>The commands below another, by their groups.</summary>
    public IEnumerable<(string Title, Command[] Commands)> GroupsBelow(Command command) =>
        command != Root
            ? []
            : _all.Where(entry => !entry.Command.Hidden)
                .GroupBy(entry => entry.Group, entry => entry.Command)
                .Select(group => (group.Key, group.ToArray()));
}

using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace VGetRandom.Cli.Help;

/// <summary>What may come next on a command line, by the tree of commands itself.</summary>
/// <remarks>
/// The library's own completion of a whole line takes it as one string, in which words that a
/// shell has split already would have to be quoted again. So the words in front of the cursor are
/// parsed, and the symbol that they lead to is asked.
/// </remarks>
internal sealed class Completion
{
    /// <summary>Stands for all files: the shell knows those best.</summary>
    public const string Files = "<FILE>";

    private const string FileName = "FILE";

    private readonly ParseResult _before;
    private readonly Command _command;

    private Completion(ParseResult before)
    {
        _before = before;
        _command = before.CommandResult.Command;
    }

    /// <summary>Finds what may stand where the last word stands.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="words">The words up to the cursor, the last of them perhaps empty.</param>
    /// <returns>Candidates that begin with the last word, or <see cref="Files"/>.</returns>
    public static IEnumerable<CompletionItem> Find(RootCommand root, string[] words)
    {
        string word = words.Length == 0 ? "" : words[^1];
        string[] before = words.Length == 0 ? [] : words[..^1];
        int sign = word.IndexOf('=', StringComparison.Ordinal);
        if (sign < 0 || !word.StartsWith("--", StringComparison.Ordinal))
        {
            return Of(root, before).StartingWith(word);
        }

        string name = word[..sign];
        Completion completion = Of(root, [.. before, name]);
        return completion.AwaitedOption() is { } option
            ? Matching(ValuesOf(option, option.HelpName), word[(sign + 1)..])
                .Select(item => item.Label == Files ? item : new($"{name}={item.Label}"))
            : [];
    }

    private bool IsAfterDoubleDash =>
        _before.Tokens.Any(token => token.Type == TokenType.DoubleDash);

    private static Completion Of(RootCommand root, string[] before) => new(root.Parse(
        before, new ParserConfiguration { ResponseFileTokenReplacer = null }));

    private IEnumerable<CompletionItem> StartingWith(string word)
    {
        if (_before.UnmatchedTokens.Count > 0)
        {
            return [];
        }

        if (AwaitedOption() is { } option)
        {
            return Matching(ValuesOf(option, option.HelpName), word);
        }

        if (word.StartsWith('-'))
        {
            return Matching(Options(), word);
        }

        // Where a value must come first, an offer of options would be a dash and nothing more.
        Argument? next = NextArgument();
        CompletionItem[] words = [.. Words(next)];
        bool mayBeOption = word.Length == 0 && next is not { Arity.MinimumNumberOfValues: > 0 };
        return words.Length == 0 && mayBeOption ? Options() : Matching(words, word);
    }

    // The parser takes a value that is missing for a mistake; here it is what is asked for.
    private Option? AwaitedOption() =>
        _before.Tokens is [.., { Type: TokenType.Option, Value: var name }]
            ? _command.Options.FirstOrDefault(option =>
                option.ValueType != typeof(bool)
                && option.Arity.MaximumNumberOfValues > 0
                && (option.Name == name || option.Aliases.Contains(name)))
            : null;

    private Argument? NextArgument() => _command.Arguments.FirstOrDefault(argument =>
        (_before.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MaximumNumberOfValues);

    private IEnumerable<CompletionItem> Words(Argument? next) =>
        next is not null ? ValuesOf(next, next.Name)
        : IsAfterDoubleDash ? []
        : _command.GetCompletions(CompletionContext.Empty).Where(IsSubcommand);

    private IEnumerable<CompletionItem> Options()
    {
        if (IsAfterDoubleDash)
        {
            return [];
        }

        HashSet<string> used = [.. _before.CommandResult.Children
            .OfType<OptionResult>()
            .Where(result => !result.Implicit)
            .SelectMany(result => (string[])[result.Option.Name, .. result.Option.Aliases])];
        return Usage.OptionsOf(_command)
            .SelectMany(option => Usage.ShownNamesOf(option).Select(
                name => new CompletionItem(name, detail: option.Description)))
            .Where(item => !used.Contains(item.Label))
            .OrderBy(item => item.Label, StringComparer.Ordinal);
    }

    private bool IsSubcommand(CompletionItem item) =>
        _command.Subcommands.Any(command => command.Name == item.Label);

    private static IEnumerable<CompletionItem> ValuesOf(Symbol symbol, string? form) =>
        form == FileName
            ? [new CompletionItem(Files)]
            : symbol.GetCompletions(CompletionContext.Empty);

    private static IEnumerable<CompletionItem> Matching(
        IEnumerable<CompletionItem> items, string word) =>
        items.Where(item =>
            item.Label == Files || item.Label.StartsWith(word, StringComparison.Ordinal));
}

using System.CommandLine;
using System.CommandLine.Parsing;

namespace VGetRandom.Cli.Values;

/// <summary>Arguments that a command cannot do without.</summary>
internal static class RequiredArguments
{
    /// <summary>Has a command say what is missing. The parser's own sentence does not, and it comes
    /// only where no validator has an error.</summary>
    public static void Require(Command command, params Argument[] arguments) =>
        command.Validators.Add(result =>
        {
            if (Array.Find(arguments, each => !IsThere(result, each)) is { } missing)
            {
                result.AddError($"{missing.Name} is missing. {missing.Description}");
            }
        });

    private static bool IsThere(CommandResult result, Argument argument) =>
        result.GetResult(argument) is { Tokens.Count: > 0 };
}

using VGetRandom.Cli.Output;

namespace VGetRandom.Cli;

internal static class Program
{
    internal static int Main(string[] args) => Run(() => ExactArguments.Of(args));

    /// <summary>Runs the command.</summary>
    /// <param name="readArguments">Gives the arguments, as <see cref="RawText"/> has them.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(Func<string[]> readArguments)
    {
        StandardError.Prepare();
#pragma warning disable CA1031 // Whatever went wrong: exit code 1 and a line, never a core dump.
        try
        {
            string[] args = readArguments();
            return CommandTree.Create(args).Run(args);
        }
        catch (Exception exception)
        {
            Complaint.Write(Complaint.About(exception));
            return ExitCode.Failed;
        }
#pragma warning restore CA1031
    }
}

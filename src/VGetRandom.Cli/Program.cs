using VGetRandom.Cli.Output;

namespace VGetRandom.Cli;

internal static class Program
{
    internal static int Main(string[] args)
    {
        StandardError.Prepare();
#pragma warning disable CA1031 // Whatever went wrong: exit code 1 and a line, never a core dump.
        try
        {
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

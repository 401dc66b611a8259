using System.Runtime.InteropServices;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        StandardError.Prepare();
#pragma warning disable CA1031 // Whatever went wrong: exit code 1 and a line, never a core dump.
        try
        {
            return CommandTree.Create().Run(args);
        }
        catch (Exception exception)
        {
            Complaint.Write(Complaint.About(exception));
            return ExitCode.Failed;
        }
#pragma warning restore CA1031
    }

    /// <summary>The C library's way in, where the command is a shared library.</summary>
    // SAFETY: C's main: argv holds argc strings, each with its NUL.
    [UnmanagedCallersOnly(EntryPoint = "main")]
    private static unsafe int NativeMain(int argc, byte** argv)
    {
        string[] args = new string[Math.Max(argc - 1, 0)];
        for (int i = 0; i < args.Length; i++)
        {
            args[i] = Marshal.PtrToStringUTF8((nint)argv[i + 1])!;
        }

        return Main(args);
    }
}

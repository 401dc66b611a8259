using System.Runtime.InteropServices;

namespace VGetRandom.Cli;

/// <summary>What launcher.c calls, where the command is a shared library.</summary>
/// <remarks>Only that library has it: a program has a main of its own already.</remarks>
internal static class NativeMain
{
    // SAFETY: What C's main gets: argv holds argc strings, each with its NUL.
    [UnmanagedCallersOnly(EntryPoint = "vgetrandom_main")]
    private static unsafe int Main(int argc, byte** argv)
    {
        string[] args = new string[Math.Max(argc - 1, 0)];
        for (int i = 0; i < args.Length; i++)
        {
            args[i] = RawText.FromBytes(
                MemoryMarshal.CreateReadOnlySpanFromNullTerminated(argv[i + 1]));
        }

        return Program.Run(() => args);
    }
}

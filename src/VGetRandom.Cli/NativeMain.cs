using System.Runtime.InteropServices;

namespace VGetRandom.Cli;

/// <summary>The C library's way in, where the command is a shared library.</summary>
/// <remarks>A part of that alone: a program has a main of its own already.</remarks>
internal static class NativeMain
{
    // SAFETY: C's main: argv holds argc strings, each with its NUL.
    [UnmanagedCallersOnly(EntryPoint = "main")]
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

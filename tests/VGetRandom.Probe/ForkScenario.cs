using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Selection;

namespace VGetRandom.Probe;

/// <summary>Forks, and draws in parent, child and grandchild. All outputs must differ.</summary>
/// <remarks>
/// The .NET runtime does not survive a fork, but one thread can run compiled code that neither
/// allocates nor compiles anything. Run this with DOTNET_TieredCompilation=0, so that calling a
/// method never starts a compilation, and with DOTNET_EnableWriteXorExecute=0, so that parent and
/// child do not share the memory of compiled code.
/// </remarks>
// SAFETY: every pointer leads into the one shared mapping, which has room for all rounds.
internal static unsafe class ForkScenario
{
    private const int DrawsEach = 8;
    private const int Processes = 3;

    /// <param name="preference">The process's backend, if it is available.</param>
    /// <param name="rounds">How often to fork.</param>
    public static int RunPreferring(string preference, int rounds)
    {
        AppContext.SetData(RequestedBackend.AppContextName, preference);
        return Run(rounds, ProcessBackend.Instance);
    }

    /// <param name="rounds">How often to fork.</param>
    /// <param name="backend">The backend to draw from.</param>
    public static int Run(int rounds, IRandomBackend backend)
    {
        Report.Line("backend", backend.Info.Name);
        BackgroundWork.Finish();
        int perRound = Processes * DrawsEach;
        ulong* values = (ulong*)Libc.mmap(
            0,
            (nuint)(rounds * perRound * sizeof(ulong)),
            Native.PROT_READ_WRITE,
            Native.MAP_SHARED_ANONYMOUS,
            -1,
            0);

        // SAFETY: values has room for perRound values in each round, and every process writes only
        // its own DrawsEach of them.
        unsafe
        {
            Draw(backend, values);
            ForkAndDraw(backend, values, isRehearsal: true);
            for (int i = 0; i < rounds; i++)
            {
                ForkAndDraw(backend, values + (i * perRound), isRehearsal: false);
            }
        }

        var all = new ReadOnlySpan<ulong>(values, rounds * perRound);
        Report.Line("drawn", all.Length);
        Report.Line("empty", all.Count(0UL));
        Report.Line("distinct", new HashSet<ulong>(all.ToArray()).Count);
        return 0;
    }

    private static void ForkAndDraw(IRandomBackend backend, ulong* values, bool isRehearsal)
    {
        // The rehearsal compiles every method before the first real fork.
        int child = isRehearsal ? 0 : Native.fork();
        if (child == 0)
        {
            int grandchild = isRehearsal ? 0 : Native.fork();
            Draw(backend, values + (grandchild == 0 ? 2 * DrawsEach : DrawsEach));
            if (grandchild > 0)
            {
                _ = Native.waitpid(grandchild, null, 0);
            }

            if (!isRehearsal)
            {
                Native._exit(0);
            }
        }

        Draw(backend, values);
        if (!isRehearsal)
        {
            _ = Native.waitpid(child, null, 0);
        }
    }

    private static void Draw(IRandomBackend backend, ulong* values)
    {
        for (int i = 0; i < DrawsEach; i++)
        {
            backend.Fill((byte*)(values + i), sizeof(ulong));
        }
    }
}

using VGetRandom.Backends;
using VGetRandom.Cli.Selftest;
using VGetRandom.Kernel;

namespace VGetRandom.Probe;

/// <summary>What a backend does wrong in the child of a fork.</summary>
internal enum ChildFault
{
    None,

    /// <summary>It draws what the parent draws.</summary>
    Repeats,

    /// <summary>It writes nothing.</summary>
    Leaves,

    /// <summary>It ends the process.</summary>
    Ends,

    /// <summary>It never returns.</summary>
    Hangs,
}

/// <summary>Runs the command's check of forks on a faulty backend.</summary>
/// <remarks>Run it as <see cref="ForkScenario"/> says.</remarks>
internal static class ForkCheckScenario
{
    private const int PatienceMs = 1000;

    public static int Run(ChildFault fault)
    {
        // Healthy children get all the time they need.
        var backend = Attempt<IRandomBackend>.Of(new FaultyBackend(fault));
        Finding finding = fault == ChildFault.Hangs
            ? ForkCheck.Run(backend, PatienceMs)
            : ForkCheck.Run(backend);
        Report.Line("outcome", finding.Outcome);
        Report.Line("detail", finding.Detail);
        return 0;
    }

    // SAFETY: as IRandomBackend says, callers vouch for length bytes at buffer.
    private sealed unsafe class FaultyBackend(ChildFault fault) : IRandomBackend
    {
        private readonly int _parent = Native.getpid();
        private ulong _drawn;

        public BackendInfo Info => new(BackendKind.None, "");

        public void Fill(byte* buffer, nuint length)
        {
            if (fault is ChildFault.None or ChildFault.Repeats || Native.getpid() == _parent)
            {
                Draw(buffer, length);
            }
            else if (fault == ChildFault.Ends)
            {
                Native._exit(1);
            }
            else
            {
                while (fault == ChildFault.Hangs)
                {
                }
            }
        }

        public nint GetRandom(byte* buffer, nuint length, uint flags)
        {
            Fill(buffer, length);
            return (nint)length;
        }

        // These numbers depend on memory alone, so the child's copy goes on as the parent's does.
        private void Draw(byte* buffer, nuint length)
        {
            if (fault == ChildFault.None)
            {
                _ = default(LinuxKernel).GetRandom(buffer, length, 0);
                return;
            }

            var words = new Span<ulong>(buffer, (int)length / sizeof(ulong));
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = ++_drawn;
            }
        }
    }
}

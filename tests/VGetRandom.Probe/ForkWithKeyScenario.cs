using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.ChaCha20;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Probe;

/// <summary>Forks in the middle of a large request, just after its key has arrived.</summary>
/// <remarks>Parent and child both go on with that request. <see cref="ForkScenario"/> says what a
/// child may do.</remarks>
// SAFETY: the shared mapping has room for both sides' bytes, and the buffer for one side's.
internal static unsafe class ForkWithKeyScenario
{
    private const int RequestBytes = 1000;

    /// <param name="rounds">How often to fork.</param>
    /// <param name="memory">Where keys lie: "droppable" is the best memory there is, "wiped" is
    /// what older kernels have, and "ordinary" is memory that a child inherits, where the tests
    /// must see the difference.</param>
    public static int Run(int rounds, string memory)
    {
        var child = new StrongBox<int>(-1);
        bool isArmed = false;
        var disturbance = new Disturbance
        {
            IsDroppableRefused = memory == "wiped",

            // These are not static fields: the runtime keeps those in memory that parent and child
            // share, where each would see what the other writes.
            AfterRequest = length =>
            {
                if (isArmed && length == ChaCha20Blocks.KeyBytes)
                {
                    isArmed = false;
                    child.Value = Native.fork();
                }
            },
        };
        var kernel = new DisturbedKernel(disturbance);
        StateMemory keys = memory == "ordinary"
            ? NewOrdinary()
            : StateMemory.ForKeysAlone(KeyExpansion.Bytes);
        SyscallBackend<DisturbedKernel> backend = NewBackend(kernel, keys);
        byte* buffer = (byte*)NativeMemory.Alloc(RequestBytes);
        byte* shared = (byte*)Libc.mmap(
            0, 2 * RequestBytes, Native.PROT_READ_WRITE, Native.MAP_SHARED_ANONYMOUS, -1, 0);
        var parents = new ReadOnlySpan<byte>(shared, RequestBytes);
        var children = new ReadOnlySpan<byte>(shared + RequestBytes, RequestBytes);

        // The first ones compile every method.
        BackgroundWork.Finish();
        backend.Fill(buffer, RequestBytes);
        Copy(buffer, shared);
        var distinct = new HashSet<ulong>();
        int empty = 0;
        for (int i = 0; i < rounds; i++)
        {
            new Span<byte>(shared, 2 * RequestBytes).Clear();
            isArmed = true;
            backend.Fill(buffer, RequestBytes);
            if (child.Value == 0)
            {
                Copy(buffer, shared + RequestBytes);
                Native._exit(0);
            }

            _ = Native.waitpid(child.Value, null, 0);
            Copy(buffer, shared);
            _ = distinct.Add(BitConverter.ToUInt64(parents));
            _ = distinct.Add(BitConverter.ToUInt64(children));
            empty += parents.IndexOf(new byte[16]) >= 0 ? 1 : 0;
            empty += children.IndexOf(new byte[16]) >= 0 ? 1 : 0;
        }

        Report.Line("memory", backend.ThreadKeys != 0);
        Report.Line("distinct", distinct.Count);
        Report.Line("empty", empty);
        return 0;
    }

    private static SyscallBackend<DisturbedKernel> NewBackend(
        DisturbedKernel kernel, StateMemory keys) => new(
        kernel,
        null,
        "",
        ForkGuard<DisturbedKernel>.Find(kernel, ForkSettings.Default),
        ExpansionReadiness.OfThisProcess,
        new(kernel, keys, Environment.SystemPageSize));

    private static StateMemory NewOrdinary() => StateMemory.For(
        new VdsoParameters(
            0, Native.PROT_READ_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS),
        KeyExpansion.Bytes);

    private static void Copy(byte* from, byte* to) =>
        new ReadOnlySpan<byte>(from, RequestBytes).CopyTo(new Span<byte>(to, RequestBytes));
}

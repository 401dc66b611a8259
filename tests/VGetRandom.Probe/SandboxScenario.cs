using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Probe;

/// <summary>A seccomp filter that refuses a system call, before or after the first use.</summary>
// SAFETY: the filter is pinned while the kernel copies it, and says its true length.
internal static unsafe class SandboxScenario
{
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;
    private const uint ReturnErrno = 0x00050000;
    private const uint ReturnAllow = 0x7FFF0000;

    public static int Run(int errno, bool drawBefore)
    {
        if (drawBefore)
        {
            Report.Draws();
        }

        Report.Line(
            "sandboxed",
            TryRefuse(
                (uint)GetRandomAbi.SystemCallNumber,
                (uint)errno,
                Native.SECCOMP_FILTER_FLAG_TSYNC));
        if (!drawBefore)
        {
            Report.Backend();
        }

        Report.Draws();
        Report.Backend();
        return 0;
    }

    /// <param name="name">mmap or mprotect.</param>
    /// <param name="errno">What it fails with.</param>
    /// <remarks>
    /// Only one thread is refused it: the runtime's others map memory when they must. For the same
    /// reason all that this thread does was done once before, and is told of afterwards.
    /// </remarks>
    public static int RunWithoutMemoryCalls(string name, int errno)
    {
        bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        uint number = name == "mmap" ? isX64 ? 9u : 222 : isX64 ? 10u : 226;
        ExpansionReadiness.OfThisProcess.Execute();
        Draw(FreshBackend.New());
        VdsoLocation location = VdsoLocator.Locate().Value!;
        _ = RngInfoLocator.Locate(default(LinuxKernel), location);

        VdsoBackend<LinuxKernel, VdsoFunction> backend = FreshBackend.New();
        Attempt<RngInfo> found = default;
        bool isSandboxed = false;
        bool isServed = false;
        var thread = new Thread(() =>
        {
            isSandboxed = TryRefuse(number, (uint)errno, 0);
            isServed = Draw(backend);

            // Not without mprotect, which the runtime needs to compile the way out of that.
            found = name == "mmap"
                ? RngInfoLocator.Locate(default(LinuxKernel), location)
                : default;
        });
        thread.Start();
        thread.Join();
        Report.Line("sandboxed", isSandboxed);
        Report.Line("served", isServed);
        Report.Line("fallback", backend.Info.Fallback);
        Report.Line("rng-info", found.Problem);
        return 0;
    }

    /// <summary>Draws a number and a large buffer, as the library's two ways are.</summary>
    private static bool Draw(VdsoBackend<LinuxKernel, VdsoFunction> backend)
    {
        const int Words = 128;
        ulong* words = stackalloc ulong[Words];
        backend.Fill((byte*)words, sizeof(ulong));
        backend.Fill((byte*)(words + 1), (Words - 1) * sizeof(ulong));
        for (int i = 0; i < Words; i++)
        {
            if (words[i] == 0)
            {
                return false;
            }
        }

        return true;
    }

    internal static bool TryRefuse(uint systemCall, uint errno, uint flags)
    {
        const nint SeccompNumberX64 = 317;
        const nint SeccompNumberGeneric = 277;
        bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;

        Span<Instruction> program =
        [
            new(LoadWord, 0, 0, 0),
            new(JumpIfEqual, 0, 1, systemCall),
            new(Return, 0, 0, ReturnErrno | errno),
            new(Return, 0, 0, ReturnAllow),
        ];

        fixed (Instruction* instructions = program)
        {
            Filter filter = new() { Length = (ushort)program.Length, Code = instructions };
            return Native.prctl(Native.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
                && Native.syscall(
                    isX64 ? SeccompNumberX64 : SeccompNumberGeneric,
                    Native.SECCOMP_SET_MODE_FILTER,
                    flags,
                    &filter) == 0;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Instruction(
        ushort Code, byte JumpTrue, byte JumpFalse, uint Operand);

    [StructLayout(LayoutKind.Sequential)]
    private struct Filter
    {
        public ushort Length;
        public Instruction* Code;
    }
}

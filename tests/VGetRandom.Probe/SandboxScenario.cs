using System.Runtime.InteropServices;

namespace VGetRandom.Probe;

/// <summary>A seccomp filter that refuses getrandom(2), before or after the first use.</summary>
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

        Report.Line("sandboxed", TryRefuseGetRandom((uint)errno));
        if (!drawBefore)
        {
            Report.Backend();
        }

        Report.Draws();
        Report.Backend();
        return 0;
    }

    private static bool TryRefuseGetRandom(uint errno)
    {
        const nint SeccompNumberX64 = 317;
        const nint SeccompNumberGeneric = 277;
        bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;

        Span<Instruction> program =
        [
            new(LoadWord, 0, 0, 0),
            new(JumpIfEqual, 0, 1, (uint)Kernel.GetRandomAbi.SystemCallNumber),
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
                    Native.SECCOMP_FILTER_FLAG_TSYNC,
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

using System.Runtime.InteropServices;

namespace VGetRandom.Probe;

/// <summary>Filters of system calls, for the calling thread and for what it becomes.</summary>
// SAFETY: a filter is pinned while the kernel copies it, and states its true length.
internal static unsafe class SeccompFilter
{
    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;
    private const uint ReturnErrno = 0x00050000;
    private const uint ReturnAllow = 0x7FFF0000;
    private const uint ReturnKillProcess = 0x80000000;

    /// <summary>Makes one system call fail.</summary>
    /// <returns>Whether filters are allowed here.</returns>
    public static bool TryRefuse(uint systemCall, uint errno, uint flags) => TryInstall(
        [
            new(LoadWord, 0, 0, 0),
            new(JumpIfEqual, 0, 1, systemCall),
            new(Return, 0, 0, ReturnErrno | errno),
            new(Return, 0, 0, ReturnAllow),
        ],
        flags);

    /// <summary>Makes every system call that is not listed end the process.</summary>
    /// <param name="answers">What each listed call fails with, or 0 to let it through.</param>
    /// <returns>Whether filters are allowed here.</returns>
    public static bool TryAllowOnly(IEnumerable<(uint SystemCall, uint Errno)> answers) =>
        TryInstall(
            [
                new(LoadWord, 0, 0, 0),
                .. answers.SelectMany<(uint SystemCall, uint Errno), Instruction>(answer =>
                [
                    new(JumpIfEqual, 0, 1, answer.SystemCall),
                    new(Return, 0, 0, answer.Errno == 0 ? ReturnAllow : ReturnErrno | answer.Errno),
                ]),
                new(Return, 0, 0, ReturnKillProcess),
            ],
            0);

    private static bool TryInstall(Instruction[] program, uint flags)
    {
        const nint SeccompNumberX64 = 317;
        const nint SeccompNumberGeneric = 277;
        bool isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;

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

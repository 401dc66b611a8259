using System.Runtime.InteropServices;

namespace VGetRandom.Vdso;

/// <summary>What an architecture's vDSO calls its getrandom, and since which kernel.</summary>
/// <param name="Name">The symbol.</param>
/// <param name="Version">Its version, which counts only if the image has symbol versions.</param>
/// <param name="Machine">The image's ELF machine number.</param>
/// <param name="Since">The first kernel that has it.</param>
/// <param name="ReportsErrorsAsNegative">
/// False if the function reports errors as positive numbers that read like a length; what marks
/// them as errors is a condition bit that a function pointer does not show.
/// </param>
internal readonly record struct VdsoSymbol(
    string Name, string Version, ushort Machine, string Since, bool ReportsErrorsAsNegative = true)
{
    public static VdsoSymbol? For(Architecture architecture) => architecture switch
    {
        Architecture.X64 => new("__vdso_getrandom", "LINUX_2.6", 62, "6.11"),
        Architecture.Arm64 => new("__kernel_getrandom", "LINUX_2.6.39", 183, "6.12"),
        Architecture.LoongArch64 => new("__vdso_getrandom", "LINUX_5.10", 258, "6.12"),
        Architecture.S390x => new("__kernel_getrandom", "LINUX_2.6.29", 22, "6.12"),
        Architecture.RiscV64 => new("__vdso_getrandom", "LINUX_4.15", 243, "6.16"),
        Architecture.Ppc64le => new("__kernel_getrandom", "LINUX_2.6.15", 21, "6.12", false),
        _ => null,
    };
}

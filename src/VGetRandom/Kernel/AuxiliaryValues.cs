namespace VGetRandom.Kernel;

/// <summary>What the Linux kernel tells a process at its start: getauxval(3).</summary>
internal static class AuxiliaryValues
{
    /// <summary>Where the vDSO's image begins, or 0 if there is none.</summary>
    public static nint VdsoImage => (nint)Libc.getauxval(Libc.AT_SYSINFO_EHDR);

    /// <summary>Whether the process has more rights than whoever started it.</summary>
    public static bool IsPrivileged =>
        OperatingSystem.IsLinux() && Libc.getauxval(Libc.AT_SECURE) != 0;
}

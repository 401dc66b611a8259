namespace VGetRandom.Kernel;

/// <summary>The constants of Linux's include/uapi/linux/vmclock-abi.h.</summary>
internal static class VmClockAbi
{
    public const string Path = "/dev/vmclock0";

    public const uint VMCLOCK_MAGIC = 0x4B4C4356;
    public const ushort Version = 1;
    public const ulong VMCLOCK_FLAG_VM_GEN_COUNTER_PRESENT = 1 << 8;

    public const int MagicOffset = 0;
    public const int SizeOffset = 4;
    public const int VersionOffset = 8;
    public const int FlagsOffset = 24;

    /// <summary>The u64 that a hypervisor changes before the processors of a clone run.</summary>
    public const int GenerationCounterOffset = 104;

    public const int MinSizeBytes = GenerationCounterOffset + sizeof(ulong);
}

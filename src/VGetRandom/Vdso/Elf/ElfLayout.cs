using System.Runtime.InteropServices;

namespace VGetRandom.Vdso.Elf;

// The 64-bit ELF structures (System V gABI, chapters 4 and 5; GNU symbol versioning), in the
// machine's byte order.
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ElfHeader
{
    public const byte Class64 = 2;
    public const ushort TypeDynamic = 3;

    public readonly uint Magic;
    public readonly byte Class, Data, IdentVersion, OsAbi;
    private readonly ulong _padding;
    public readonly ushort Type, Machine;
    public readonly uint Version;
    public readonly ulong Entry, ProgramHeaderOffset, SectionHeaderOffset;
    public readonly uint Flags;
    public readonly ushort HeaderSize, ProgramHeaderSize, ProgramHeaderCount;
    private readonly ushort _sectionHeaderSize, _sectionHeaderCount, _sectionNames;
}

[StructLayout(LayoutKind.Sequential)]
internal readonly struct ElfProgramHeader
{
    public const uint Load = 1;
    public const uint Dynamic = 2;
    public const uint Executable = 1;

    public readonly uint Type, Flags;
    public readonly ulong Offset, VirtualAddress, PhysicalAddress, FileSize, MemorySize, Alignment;
}

[StructLayout(LayoutKind.Sequential)]
internal readonly struct ElfDynamic
{
    public const long Null = 0;
    public const long Hash = 4;
    public const long StringTable = 5;
    public const long SymbolTable = 6;
    public const long StringTableSize = 10;
    public const long GnuHash = 0x6FFFFEF5;
    public const long SymbolVersions = 0x6FFFFFF0;
    public const long VersionDefinitions = 0x6FFFFFFC;

    public readonly long Tag;
    public readonly ulong Value;
}

[StructLayout(LayoutKind.Sequential)]
internal readonly struct ElfSymbol
{
    public const int TypeNone = 0;
    public const int TypeFunction = 2;
    public const int BindGlobal = 1;
    public const int BindWeak = 2;

    public readonly uint Name;
    public readonly byte Info, Other;
    public readonly ushort Section;
    public readonly ulong Value, Size;

    public int Type => Info & 15;

    public int Bind => Info >> 4;
}

[StructLayout(LayoutKind.Sequential)]
internal readonly struct ElfVersionDefinition
{
    public readonly ushort Version, Flags, Index, NameCount;
    public readonly uint Hash, NamesOffset, NextOffset;
}

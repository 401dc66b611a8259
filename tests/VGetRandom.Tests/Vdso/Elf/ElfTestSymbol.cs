namespace VGetRandom.Tests.Vdso.Elf;

/// <summary>A symbol for <see cref="ElfImageBuilder"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CodeOffset">Its offset in bytes from the start of the code.</param>
/// <param name="Type">STT_*, by default a function.</param>
/// <param name="Bind">STB_*, by default global.</param>
/// <param name="Section">Its section; 0 is undefined.</param>
/// <param name="Version">The index of its version definition.</param>
/// <param name="IsHidden">Whether its version is not the default one of that name.</param>
/// <param name="Address">Its address, in place of the one that follows from CodeOffset.</param>
internal sealed record ElfTestSymbol(
    string Name,
    int CodeOffset = 0,
    byte Type = ElfTestSymbol.TypeFunction,
    byte Bind = ElfTestSymbol.BindGlobal,
    ushort Section = 7,
    ushort Version = 2,
    bool IsHidden = false,
    ulong? Address = null)
{
    public const byte TypeNone = 0;
    public const byte TypeObject = 1;
    public const byte TypeFunction = 2;
    public const byte BindLocal = 0;
    public const byte BindGlobal = 1;
    public const byte BindWeak = 2;

    public ushort VersionWord => (ushort)(Version | (IsHidden ? 0x8000 : 0));
}

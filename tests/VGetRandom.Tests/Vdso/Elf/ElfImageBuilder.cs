using System.Text;

namespace VGetRandom.Tests.Vdso.Elf;

/// <summary>Builds small images like a vDSO, correct in every detail unless a property says
/// otherwise.</summary>
/// <remarks>It follows the ELF documents with offsets of its own, rather than the library's
/// structures, so that it does not repeat a mistake in them.</remarks>
internal sealed class ElfImageBuilder
{
    public const int HeaderBytes = 64;
    public const int ProgramHeaderBytes = 56;
    public const int SymbolBytes = 24;
    public const int CodeBytes = 256;
    public const uint SegmentReadable = 4;
    public const uint SegmentReadableExecutable = 5;
    public const ushort MachineX64 = 62;
    public const ushort MachineS390 = 22;
    public const string BaseName = "linux-vdso.so.1";

    public ushort Machine { get; init; } = MachineX64;

    public bool HasHash { get; init; } = true;

    public bool HasGnuHash { get; init; } = true;

    public int Buckets { get; init; } = 3;

    /// <summary>Version names, of which the first has index 2; null for an image without
    /// versions.</summary>
    public IReadOnlyList<string>? Versions { get; init; } = ["LINUX_2.6"];

    public IReadOnlyList<ElfTestSymbol> Symbols { get; init; } = DefaultSymbols;

    /// <summary>The offset in the file at which the first loaded segment begins.</summary>
    public ulong LoadOffset { get; init; }

    /// <summary>The address that the first loaded segment asks for.</summary>
    public ulong LoadAddress { get; init; }

    public uint SegmentFlags { get; init; } = SegmentReadableExecutable;

    /// <summary>Whether the code lies in a second, executable segment, and the tables in one that
    /// is not executable.</summary>
    public bool HasSeparateCode { get; init; }

    public bool HasDynamicEnd { get; init; } = true;

    /// <summary>What Linux's own vDSO exports beside the function looked for.</summary>
    public static IReadOnlyList<ElfTestSymbol> DefaultSymbols { get; } =
    [
        new("__vdso_gettimeofday"),
        new("gettimeofday", Bind: ElfTestSymbol.BindWeak),
        new("__vdso_time", CodeOffset: 0x20),
        new("LINUX_2.6", Type: ElfTestSymbol.TypeObject, Section: 0xFFF1),
        new("__vdso_getrandom", CodeOffset: 0x40),
        new("getrandom", CodeOffset: 0x40, Bind: ElfTestSymbol.BindWeak),
        new("__vdso_getcpu", CodeOffset: 0x60),
    ];

    public ElfTestImage Build()
    {
        IReadOnlyList<ElfTestSymbol> symbols = ElfHashTables.Order(Symbols, (uint)Buckets);
        var strings = new StringTable();
        foreach (ElfTestSymbol symbol in symbols)
        {
            _ = strings.Add(symbol.Name);
        }

        byte[] definitions = BuildDefinitions(strings);
        byte[] stringBytes = strings.ToArray();
        int headers = HasSeparateCode ? 4 : 3;
        var image = new ElfTestImage(HeaderBytes + (headers * ProgramHeaderBytes));
        byte[] names = ElfHashTables.Hash(symbols, (uint)Buckets, Machine == MachineS390);
        image.HashAt = HasHash ? image.Append(names) : 0;
        image.GnuHashAt = HasGnuHash
            ? image.Append(ElfHashTables.GnuHash(symbols, (uint)Buckets))
            : 0;
        image.SymbolsAt = image.Append(new byte[(symbols.Count + 1) * SymbolBytes]);
        image.StringsAt = image.Append(stringBytes);
        if (Versions is not null)
        {
            image.VersionsAt = image.Append(BuildVersions(symbols));
            image.DefinitionsAt = image.Append(definitions);
        }

        image.DynamicAt = image.Append(BuildDynamic(image, stringBytes.Length));
        image.DynamicBytes = image.Length - image.DynamicAt;
        image.CodeAt = image.Append(Enumerable.Repeat((byte)0xC3, CodeBytes).ToArray());
        WriteSymbols(image, symbols, strings);
        WriteHeaders(image, (ushort)headers);
        return image;
    }

    public ulong AddressOf(int offset) => unchecked((ulong)offset - LoadOffset + LoadAddress);

    private static byte[] BuildVersions(IReadOnlyList<ElfTestSymbol> symbols)
    {
        var bytes = new ElfTestImage((symbols.Count + 1) * 2);
        for (int i = 0; i < symbols.Count; i++)
        {
            bytes.Write((i + 1) * 2, symbols[i].VersionWord);
        }

        return bytes.ToArray();
    }

    private byte[] BuildDefinitions(StringTable strings)
    {
        string[] names = [BaseName, .. Versions ?? []];
        const int entryBytes = 28;
        var bytes = new ElfTestImage(names.Length * entryBytes);
        for (int i = 0; i < names.Length; i++)
        {
            int at = i * entryBytes;
            bytes.Write(at, (ushort)1);
            bytes.Write(at + 2, (ushort)(i == 0 ? 1 : 0));
            bytes.Write(at + 4, (ushort)(i + 1));
            bytes.Write(at + 6, (ushort)1);
            bytes.Write(at + 8, ElfHashTables.HashOf(names[i]));
            bytes.Write(at + 12, 20);
            bytes.Write(at + 16, i == names.Length - 1 ? 0 : entryBytes);
            bytes.Write(at + 20, strings.Add(names[i]));
        }

        return bytes.ToArray();
    }

    private byte[] BuildDynamic(ElfTestImage image, int stringBytes)
    {
        List<(long Tag, ulong Value)> entries =
        [
            (5, AddressOf(image.StringsAt)),
            (6, AddressOf(image.SymbolsAt)),
            (10, (ulong)stringBytes),
            (11, SymbolBytes),
        ];
        if (HasHash)
        {
            entries.Add((4, AddressOf(image.HashAt)));
        }

        if (HasGnuHash)
        {
            entries.Add((0x6FFFFEF5, AddressOf(image.GnuHashAt)));
        }

        if (Versions is not null)
        {
            entries.Add((0x6FFFFFF0, AddressOf(image.VersionsAt)));
            entries.Add((0x6FFFFFFC, AddressOf(image.DefinitionsAt)));
            entries.Add((0x6FFFFFFD, (ulong)Versions.Count + 1));
        }

        if (HasDynamicEnd)
        {
            entries.Add((0, 0));
        }

        var bytes = new ElfTestImage(entries.Count * 16);
        for (int i = 0; i < entries.Count; i++)
        {
            bytes.Write(i * 16, entries[i].Tag);
            bytes.Write((i * 16) + 8, entries[i].Value);
        }

        return bytes.ToArray();
    }

    private void WriteSymbols(
        ElfTestImage image, IReadOnlyList<ElfTestSymbol> symbols, StringTable strings)
    {
        for (int i = 0; i < symbols.Count; i++)
        {
            ElfTestSymbol symbol = symbols[i];
            int at = image.SymbolsAt + ((i + 1) * SymbolBytes);
            image.Write(at, strings.Add(symbol.Name));
            image.Write(at + 4, (byte)((symbol.Bind << 4) | symbol.Type));
            image.Write(at + 6, symbol.Section);
            image.Write(at + 8, symbol.Address ?? AddressOf(image.CodeAt + symbol.CodeOffset));
            image.Write(at + 16, 16UL);
        }
    }

    private void WriteHeaders(ElfTestImage image, ushort count)
    {
        // The magic is defined as bytes; everything else has native order.
        "\u007fELF"u8.CopyTo(image.Bytes);
        image.Write(4, (byte)2);
        image.Write(5, (byte)(BitConverter.IsLittleEndian ? 1 : 2));
        image.Write(6, (byte)1);
        image.Write(16, (ushort)3);
        image.Write(18, Machine);
        image.Write(20, 1);
        image.Write(32, (ulong)HeaderBytes);
        image.Write(52, (ushort)HeaderBytes);
        image.Write(54, (ushort)ProgramHeaderBytes);
        image.Write(56, count);

        // A note comes first, as in the images of some architectures: the reader must look for the
        // loaded segment, and not take the first header for it.
        WriteSegment(image, 0, 4, SegmentReadable, HeaderBytes, 0);
        int loadAt = (int)LoadOffset;
        int loadEnd = HasSeparateCode ? image.CodeAt : image.Length;
        image.LoadHeaderAt =
            WriteSegment(image, 1, 1, SegmentFlags, loadAt, loadEnd - loadAt);
        image.DynamicHeaderAt = WriteSegment(
            image, 2, 2, SegmentReadable, image.DynamicAt, image.DynamicBytes);
        if (HasSeparateCode)
        {
            _ = WriteSegment(
                image, 3, 1, SegmentReadableExecutable, image.CodeAt, CodeBytes);
        }
    }

    private int WriteSegment(
        ElfTestImage image, int index, uint type, uint flags, int offset, int length)
    {
        int at = HeaderBytes + (index * ProgramHeaderBytes);
        image.Write(at, type);
        image.Write(at + 4, flags);
        image.Write(at + 8, (ulong)offset);
        image.Write(at + 16, AddressOf(offset));
        image.Write(at + 24, AddressOf(offset));
        image.Write(at + 32, (ulong)length);
        image.Write(at + 40, (ulong)length);
        image.Write(at + 48, 4096UL);
        return at;
    }

    private sealed class StringTable
    {
        private readonly StringBuilder _text = new("\0");
        private readonly Dictionary<string, uint> _offsets = [];

        public uint Add(string text)
        {
            if (!_offsets.TryGetValue(text, out uint offset))
            {
                offset = (uint)_text.Length;
                _ = _text.Append(text).Append('\0');
                _offsets.Add(text, offset);
            }

            return offset;
        }

        public byte[] ToArray() => Encoding.ASCII.GetBytes(_text.ToString());
    }
}

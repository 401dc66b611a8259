using System.Runtime.CompilerServices;

namespace VGetRandom.Vdso.Elf;

/// <summary>The dynamic symbols of an untrusted image, and the versions they carry.</summary>
internal readonly ref struct ElfSymbolTable
{
    private const ushort MachineS390 = 22;

    private readonly ElfImage _image;
    private readonly ulong _bias;
    private readonly ulong _symbols, _strings, _stringBytes;
    private readonly ulong? _versions, _definitions;
    private readonly uint _count;

    private ElfSymbolTable(ElfImage image, ulong bias, scoped in Tables tables, uint count)
    {
        _image = image;
        _bias = bias;
        _symbols = tables.Symbols!.Value;
        _strings = tables.Strings!.Value;
        _stringBytes = tables.StringBytes;
        _versions = tables.Versions;
        _definitions = tables.Definitions;
        _count = count;
    }

    /// <summary>Finds a function by name, and by version where the image has versions.</summary>
    /// <returns>The function's offset in the image, or what is wrong.</returns>
    public static Attempt<int> Find(ElfImage image, string name, string version)
    {
        if (!image.TryFindProgramHeader(ElfProgramHeader.Load, out ElfProgramHeader load)
            || !image.TryFindProgramHeader(ElfProgramHeader.Dynamic, out ElfProgramHeader dynamic))
        {
            return new Problem("it has no loaded segment or no dynamic section");
        }

        // Addresses are never taken for offsets: some emulators relocate those in the image.
        // Wraps on purpose: address + bias is the offset, whichever of the two is larger.
        ulong bias = unchecked(load.Offset - load.VirtualAddress);
        if (!TryReadTables(image, dynamic, bias, out Tables tables))
        {
            return new Problem("its dynamic section is cut off or names no symbols");
        }

        return TryCount(image, tables, out uint count)
            ? new ElfSymbolTable(image, bias, tables, count).Find(name, version)
            : new Problem("its symbol hash table is missing or damaged");
    }

    private Attempt<int> Find(string name, string version)
    {
        bool otherVersion = false;

        // Once, not for each symbol: many of one name times a long chain of versions would keep
        // the process from starting.
        int? wanted = FindVersion(version);
        for (uint i = 0; i < _count; i++)
        {
            ulong at = _symbols + (i * (ulong)Unsafe.SizeOf<ElfSymbol>());
            if (!_image.TryRead(at, out ElfSymbol symbol))
            {
                return new Problem("its symbol table is cut off");
            }

            if (!IsDefinedFunction(symbol)
                || symbol.Name >= _stringBytes
                || !ElfImage.TryAdd(_strings, symbol.Name, out ulong nameOffset)
                || !_image.StringEquals(nameOffset, name))
            {
                continue;
            }

            if (!HasVersion(i, wanted))
            {
                otherVersion = true;
                continue;
            }

            ulong target = unchecked(symbol.Value + _bias);
            if (!IsExecutable(symbol.Value) || target >= (ulong)_image.Length)
            {
                return new Problem("its getrandom lies outside its code");
            }

            return (int)target;
        }

        return new Problem(otherVersion
            ? "its getrandom is not of the version that it must have"
            : "it exports no getrandom");
    }

    private static bool IsDefinedFunction(in ElfSymbol symbol) =>
        symbol.Section != 0
        && symbol.Type is ElfSymbol.TypeFunction or ElfSymbol.TypeNone
        && symbol.Bind is ElfSymbol.BindGlobal or ElfSymbol.BindWeak;

    private static bool TryReadTables(
        ElfImage image, in ElfProgramHeader dynamic, ulong bias, out Tables tables)
    {
        tables = default;
        ulong entrySize = (ulong)Unsafe.SizeOf<ElfDynamic>();
        for (ulong at = 0; at + entrySize <= dynamic.FileSize; at += entrySize)
        {
            if (!ElfImage.TryAdd(dynamic.Offset, at, out ulong offset)
                || !image.TryRead(offset, out ElfDynamic entry))
            {
                return false;
            }

            ulong pointed = unchecked(entry.Value + bias);
            switch (entry.Tag)
            {
                case ElfDynamic.Null:
                    return tables.AreComplete;
                case ElfDynamic.Hash:
                    tables.Hash = pointed;
                    break;
                case ElfDynamic.GnuHash:
                    tables.GnuHash = pointed;
                    break;
                case ElfDynamic.StringTable:
                    tables.Strings = pointed;
                    break;
                case ElfDynamic.StringTableSize:
                    tables.StringBytes = entry.Value;
                    break;
                case ElfDynamic.SymbolTable:
                    tables.Symbols = pointed;
                    break;
                case ElfDynamic.SymbolVersions:
                    tables.Versions = pointed;
                    break;
                case ElfDynamic.VersionDefinitions:
                    tables.Definitions = pointed;
                    break;
                default:
                    break;
            }
        }

        // Without an end mark the section was cut off.
        return false;
    }

    /// <summary>
    /// The number of symbols, which no field states: DT_HASH has a chain per symbol, and with
    /// DT_GNU_HASH alone (newer arm64 images) the last chain ends at the last symbol.
    /// </summary>
    private static bool TryCount(ElfImage image, in Tables tables, out uint count)
    {
        ulong symbolSize = (ulong)Unsafe.SizeOf<ElfSymbol>();
        ulong most = tables.Symbols < (ulong)image.Length
            ? ((ulong)image.Length - tables.Symbols.Value) / symbolSize
            : 0;
        bool found = tables.Hash is { } hash
            ? TryCountByHash(image, hash, out count)
            : TryCountByGnuHash(image, tables.GnuHash, out count);
        return found && count <= most;
    }

    private static bool TryCountByHash(ElfImage image, ulong hash, out uint count)
    {
        count = 0;
        _ = image.TryRead(0, out ElfHeader header);
        if (header.Machine != MachineS390)
        {
            return ElfImage.TryAdd(hash, sizeof(uint), out ulong offset)
                && image.TryRead(offset, out count);
        }

        // s390x alone has hash entries of 64 bits.
        if (!ElfImage.TryAdd(hash, sizeof(ulong), out ulong wideOffset)
            || !image.TryRead(wideOffset, out ulong wide)
            || wide > uint.MaxValue)
        {
            return false;
        }

        count = (uint)wide;
        return true;
    }

    private static bool TryCountByGnuHash(ElfImage image, ulong? hash, out uint count)
    {
        count = 0;
        if (hash is not { } start
            || !image.TryRead(start, out uint buckets)
            || !image.TryRead(start + 4, out uint firstSymbol)
            || !image.TryRead(start + 8, out uint bloomWords)
            || buckets > (uint)image.Length
            || bloomWords > (uint)image.Length)
        {
            return false;
        }

        ulong bucketsAt = start + 16 + (bloomWords * 8UL);
        ulong chainsAt = bucketsAt + (buckets * 4UL);
        uint last = 0;
        for (uint i = 0; i < buckets; i++)
        {
            if (!image.TryRead(bucketsAt + (i * 4UL), out uint bucket))
            {
                return false;
            }

            last = Math.Max(last, bucket);
        }

        if (last < firstSymbol)
        {
            // Every bucket is empty: only the symbols the hash leaves out.
            count = firstSymbol;
            return true;
        }

        for (; ; last++)
        {
            if (!image.TryRead(chainsAt + ((last - firstSymbol) * 4UL), out uint chain))
            {
                return false;
            }

            if ((chain & 1) != 0)
            {
                count = last + 1;
                return true;
            }
        }
    }

    private bool IsExecutable(ulong address)
    {
        for (int i = 0; _image.TryReadProgramHeader(i, out ElfProgramHeader program); i++)
        {
            if (program.Type == ElfProgramHeader.Load
                && (program.Flags & ElfProgramHeader.Executable) != 0
                && address >= program.VirtualAddress
                && address - program.VirtualAddress < program.FileSize)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasVersion(uint symbol, int? wanted) =>
        _versions is not { } versions
        || _definitions is null
        || (ElfImage.TryAdd(versions, symbol * 2UL, out ulong indexOffset)
            && _image.TryRead(indexOffset, out ushort index)
            && (index & 0x7FFF) == wanted);

    /// <summary>The number that the symbols' entries use for a version, if it is defined.</summary>
    private int? FindVersion(string version)
    {
        // Each step goes forward, so a hostile chain ends at the end of the image.
        ulong at = _definitions ?? ulong.MaxValue;
        while (_image.TryRead(at, out ElfVersionDefinition definition))
        {
            if (ElfImage.TryAdd(at, definition.NamesOffset, out ulong names)
                && _image.TryRead(names, out uint name)
                && name < _stringBytes
                && ElfImage.TryAdd(_strings, name, out ulong nameOffset)
                && _image.StringEquals(nameOffset, version))
            {
                return definition.Index;
            }

            if (definition.NextOffset == 0
                || !ElfImage.TryAdd(at, definition.NextOffset, out at))
            {
                return null;
            }
        }

        return null;
    }

    private struct Tables
    {
        public ulong? Hash, GnuHash, Symbols, Strings, Versions, Definitions;
        public ulong StringBytes;

        public readonly bool AreComplete => Symbols is not null && Strings is not null;
    }
}

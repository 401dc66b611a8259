using System.Runtime.CompilerServices;

namespace VGetRandom.Vdso.Elf;

/// <summary>The dynamic symbols of an untrusted image, and their versions.</summary>
internal readonly ref struct ElfSymbolTable(
    ElfImage image, ulong bias, in ElfProgramHeader dynamic)
{
    private const ushort MachineS390 = 22;

    private readonly ElfImage _image = image;
    private readonly ulong _bias = bias;

    // These sums wrap as well.
    private readonly ulong?
        _symbols = ReadEntry(image, dynamic, ElfDynamic.SymbolTable) + bias,
        _strings = ReadEntry(image, dynamic, ElfDynamic.StringTable) + bias,
        _hash = ReadEntry(image, dynamic, ElfDynamic.Hash) + bias,
        _gnuHash = ReadEntry(image, dynamic, ElfDynamic.GnuHash) + bias,
        _versions = ReadEntry(image, dynamic, ElfDynamic.SymbolVersions) + bias,
        _definitions = ReadEntry(image, dynamic, ElfDynamic.VersionDefinitions) + bias,
        _stringBytes = ReadEntry(image, dynamic, ElfDynamic.StringTableSize);

    /// <summary>Finds a function by its name and, if the image has versions, by its version.
    /// </summary>
    /// <returns>The function's offset in the image, or what is wrong.</returns>
    public static Attempt<int> Find(ElfImage image, string name, string version)
    {
        if (!image.TryFindProgramHeader(ElfProgramHeader.Load, out ElfProgramHeader load)
            || !image.TryFindProgramHeader(ElfProgramHeader.Dynamic, out ElfProgramHeader dynamic))
        {
            return new Problem("it has no loaded segment or no dynamic section");
        }

        // Addresses are not offsets, because some emulators relocate those in the image. The sum
        // wraps on purpose: address + bias is the offset, whichever of the two is larger.
        ulong bias = unchecked(load.Offset - load.VirtualAddress);
        return new ElfSymbolTable(image, bias, dynamic).Find(name, version);
    }

    private Attempt<int> Find(string name, string version)
    {
        if (_symbols is not { } symbols || _strings is null)
        {
            return new Problem("its dynamic section is cut off or names no symbols");
        }

        if (!TryCount(symbols, out uint count))
        {
            return new Problem("its symbol hash table is missing or damaged");
        }

        bool otherVersion = false;

        // Once, not for each symbol: many symbols of this name times a long chain of versions would
        // keep the process from starting.
        int? wanted = FindVersion(version);
        for (uint i = 0; i < count; i++)
        {
            ulong at = symbols + (i * (ulong)Unsafe.SizeOf<ElfSymbol>());
            if (!_image.TryRead(at, out ElfSymbol symbol))
            {
                return new Problem("its symbol table is cut off");
            }

            if (!IsDefinedFunction(symbol) || !IsString(symbol.Name, name))
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

    /// <summary>The last entry of a kind, or null if there is none.</summary>
    private static ulong? ReadEntry(ElfImage image, in ElfProgramHeader dynamic, long tag)
    {
        ulong? value = null;
        ulong size = (ulong)Unsafe.SizeOf<ElfDynamic>();
        for (ulong at = 0; at + size <= dynamic.FileSize; at += size)
        {
            if (!image.TryRead(ElfImage.Sum(dynamic.Offset, at), out ElfDynamic entry))
            {
                return null;
            }

            if (entry.Tag == ElfDynamic.Null)
            {
                return value;
            }

            value = entry.Tag == tag ? entry.Value : value;
        }

        // A section without an end mark is cut off.
        return null;
    }

    private bool IsString(uint index, string text) =>
        index < _stringBytes && _image.StringEquals(ElfImage.Sum(_strings!.Value, index), text);

    /// <summary>
    /// The number of symbols, which no field states. DT_HASH has a chain for each symbol; with
    /// DT_GNU_HASH alone (newer arm64 images) the last chain ends at the last symbol.
    /// </summary>
    private bool TryCount(ulong symbols, out uint count)
    {
        ulong most = symbols < (ulong)_image.Length
            ? ((ulong)_image.Length - symbols) / (ulong)Unsafe.SizeOf<ElfSymbol>()
            : 0;
        return (_hash is { } hash ? TryCountByHash(hash, out count) : TryCountByGnuHash(out count))
            && count <= most;
    }

    private bool TryCountByHash(ulong hash, out uint count)
    {
        _ = _image.TryRead(0, out ElfHeader header);
        if (header.Machine != MachineS390)
        {
            return _image.TryRead(ElfImage.Sum(hash, sizeof(uint)), out count);
        }

        // Only s390x has 64-bit hash entries.
        bool isThere = _image.TryRead(ElfImage.Sum(hash, sizeof(ulong)), out ulong wide);
        count = (uint)wide;
        return isThere && wide == count;
    }

    private bool TryCountByGnuHash(out uint count)
    {
        count = 0;
        if (_gnuHash is not { } start
            || !_image.TryRead(start, out uint buckets)
            || !_image.TryRead(start + 4, out uint firstSymbol)
            || !_image.TryRead(start + 8, out uint bloomWords)
            || buckets > (uint)_image.Length
            || bloomWords > (uint)_image.Length)
        {
            return false;
        }

        ulong bucketsAt = start + 16 + (bloomWords * 8UL);
        ulong chainsAt = bucketsAt + (buckets * 4UL);
        uint last = 0;
        for (uint i = 0; i < buckets; i++)
        {
            if (!_image.TryRead(bucketsAt + (i * 4UL), out uint bucket))
            {
                return false;
            }

            last = Math.Max(last, bucket);
        }

        // If every bucket is empty, there are only the symbols that the hash leaves out.
        count = firstSymbol;
        for (uint chain = 0; last >= firstSymbol && (chain & 1) == 0; last++)
        {
            if (!_image.TryRead(chainsAt + ((last - firstSymbol) * 4UL), out chain))
            {
                return false;
            }

            count = last + 1;
        }

        return true;
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
        || (_image.TryRead(ElfImage.Sum(versions, symbol * 2UL), out ushort index)
            && (index & 0x7FFF) == wanted);

    /// <summary>The number that the symbols' entries use for a version, if it is defined.</summary>
    private int? FindVersion(string version)
    {
        // Each step goes forward, so a hostile chain ends at the end of the image.
        ulong at = _definitions ?? ulong.MaxValue;
        while (_image.TryRead(at, out ElfVersionDefinition definition))
        {
            if (_image.TryRead(ElfImage.Sum(at, definition.NamesOffset), out uint name)
                && IsString(name, version))
            {
                return definition.Index;
            }

            at = definition.NextOffset == 0
                ? ulong.MaxValue
                : ElfImage.Sum(at, definition.NextOffset);
        }

        return null;
    }
}

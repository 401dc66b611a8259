namespace VGetRandom.Tests.Vdso.Elf;

/// <summary>The two symbol hash tables of ELF, as a linker writes them.</summary>
internal static class ElfHashTables
{
    private const int BloomShift = 6;

    /// <summary>Puts symbols in the order that DT_GNU_HASH wants: those it leaves out, then bucket
    /// by bucket.</summary>
    public static IReadOnlyList<ElfTestSymbol> Order(
        IReadOnlyList<ElfTestSymbol> symbols, uint buckets) =>
    [
        .. symbols.Where(symbol => !IsHashed(symbol)),
        .. symbols.Where(IsHashed).OrderBy(symbol => GnuHashOf(symbol.Name) % buckets),
    ];

    /// <summary>DT_HASH: a chain per symbol, including symbol 0; on s390x the entries have 64
    /// bits.</summary>
    public static byte[] Hash(IReadOnlyList<ElfTestSymbol> ordered, uint buckets, bool isWide)
    {
        uint count = (uint)ordered.Count + 1;
        uint[] entries = new uint[2 + buckets + count];
        entries[0] = buckets;
        entries[1] = count;
        for (uint i = 1; i < count; i++)
        {
            uint bucket = 2 + (HashOf(ordered[(int)i - 1].Name) % buckets);
            entries[2 + buckets + i] = entries[bucket];
            entries[bucket] = i;
        }

        int entryBytes = isWide ? 8 : 4;
        var bytes = new ElfTestImage(entries.Length * entryBytes);
        for (int i = 0; i < entries.Length; i++)
        {
            if (isWide)
            {
                bytes.Write(i * entryBytes, (ulong)entries[i]);
            }
            else
            {
                bytes.Write(i * entryBytes, entries[i]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>DT_GNU_HASH, with a Bloom filter of one word.</summary>
    public static byte[] GnuHash(IReadOnlyList<ElfTestSymbol> ordered, uint buckets)
    {
        int first = ordered.TakeWhile(symbol => !IsHashed(symbol)).Count() + 1;
        uint[] hashes = [.. ordered.Skip(first - 1).Select(symbol => GnuHashOf(symbol.Name))];
        int bucketsAt = 16 + 8;
        int chainsAt = bucketsAt + ((int)buckets * 4);
        var bytes = new ElfTestImage(chainsAt + (hashes.Length * 4));
        bytes.Write(0, buckets);
        bytes.Write(4, first);
        bytes.Write(8, 1);
        bytes.Write(12, BloomShift);
        ulong bloom = 0;
        for (int i = 0; i < hashes.Length; i++)
        {
            bloom |= (1UL << (int)(hashes[i] % 64))
                | (1UL << (int)((hashes[i] >> BloomShift) % 64));
            int bucketAt = bucketsAt + ((int)(hashes[i] % buckets) * 4);
            if (bytes.Read<uint>(bucketAt) == 0)
            {
                bytes.Write(bucketAt, first + i);
            }

            bool isLast = i == hashes.Length - 1
                || hashes[i + 1] % buckets != hashes[i] % buckets;
            bytes.Write(chainsAt + (i * 4), (hashes[i] & ~1u) | (isLast ? 1u : 0));
        }

        bytes.Write(16, bloom);
        return bytes.ToArray();
    }

    public static uint HashOf(string name)
    {
        uint hash = 0;
        foreach (char letter in name)
        {
            hash = (hash << 4) + letter;
            uint high = hash & 0xF0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }

    private static uint GnuHashOf(string name) =>
        name.Aggregate(5381u, (hash, letter) => unchecked((hash * 33) + letter));

    private static bool IsHashed(ElfTestSymbol symbol) => symbol.Section != 0;
}

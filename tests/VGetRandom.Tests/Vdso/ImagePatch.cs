namespace VGetRandom.Tests.Vdso;

/// <summary>Changes instructions of a copied image before it becomes executable.</summary>
internal static class ImagePatch
{
    /// <summary>Overwrites every occurrence after an offset with as many bytes.</summary>
    /// <returns>How many occurrences there were.</returns>
    public static int Apply(Span<byte> image, int offset, string fromHex, string toHex)
    {
        byte[] from = Parse(fromHex);
        byte[] to = Parse(toHex);
        ArgumentOutOfRangeException.ThrowIfNotEqual(to.Length, from.Length);
        int count = 0;
        Span<byte> rest = image[offset..];
        for (int at = rest.IndexOf(from); at >= 0; at = rest.IndexOf(from))
        {
            to.CopyTo(rest[at..]);
            rest = rest[(at + to.Length)..];
            count++;
        }

        return count;
    }

    private static byte[] Parse(string hex) =>
        Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}

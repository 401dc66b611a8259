using System.Globalization;

namespace VGetRandom.Vdso;

/// <summary>Where the vDSO's image and the data pages that its code reads lie.</summary>
/// <param name="Start">The first address of the two together.</param>
/// <param name="DataOffset">Where the data pages begin, in bytes from there.</param>
/// <param name="DataBytes">How many bytes of data pages there are.</param>
/// <param name="ImageOffset">Where the image begins, in bytes from the start.</param>
/// <param name="ImageBytes">How many bytes of the image are mapped, whole pages.</param>
internal sealed record VdsoMapping(
    nint Start, int DataOffset, int DataBytes, int ImageOffset, int ImageBytes)
{
    // Known ones have 2 to 8 pages of data (of 64 KiB on some) and as many of code.
    public const int MaxBytes = 1 << 20;

    private const string ImageName = "[vdso]";

    // [vvar], and since Linux 6.13 [vvar_vclock] beside it.
    private const string DataName = "[vvar";

    public nint DataAddress => Start + DataOffset;

    public nint ImageAddress => Start + ImageOffset;

    public int TotalBytes => DataBytes + ImageBytes;

    /// <summary>How the kernel lists this process's own.</summary>
    public static Attempt<VdsoMapping> OfThisProcess()
    {
        try
        {
            return Parse(File.ReadLines("/proc/self/maps"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Attempt<VdsoMapping>.Failed(
                $"the kernel's list of this process's memory cannot be read: {problem.Message}");
        }
    }

    /// <summary>Takes the two from the lines of /proc/PID/maps, which are in order.</summary>
    internal static Attempt<VdsoMapping> Parse(IEnumerable<string> lines)
    {
        var image = new Extent();
        var data = new Extent();
        bool areAdjacent = true;
        foreach (string line in lines)
        {
            // The names stand at the ends of their lines, and few lines have a bracket there.
            if (!line.EndsWith(']'))
            {
                continue;
            }

            if (line.EndsWith(ImageName, StringComparison.Ordinal))
            {
                areAdjacent &= image.TryAdd(line);
            }
            else if (line.Contains(DataName, StringComparison.Ordinal))
            {
                areAdjacent &= data.TryAdd(line);
            }
        }

        return From(data, image, areAdjacent);
    }

    private static Attempt<VdsoMapping> From(Extent data, Extent image, bool areAdjacent)
    {
        if (image.Length == 0 || data.Length == 0)
        {
            return Attempt<VdsoMapping>.Failed(
                "the kernel's list of this process's memory shows no vDSO with data pages.");
        }

        // Either may be first, but what is between them or around them is not ours to imitate.
        bool dataFirst = data.End == image.Start;
        if (!areAdjacent || !(dataFirst || image.End == data.Start))
        {
            return Attempt<VdsoMapping>.Failed(
                "the vDSO's image and its data pages do not lie side by side.");
        }

        if (image.Length > MaxBytes || data.Length > MaxBytes)
        {
            return Attempt<VdsoMapping>.Failed(
                $"the vDSO has {image.Length} bytes and its data {data.Length}, "
                + $"more than the {MaxBytes} that are believable.");
        }

        int dataBytes = (int)data.Length;
        int imageBytes = (int)image.Length;
        return Attempt<VdsoMapping>.Of(dataFirst
            ? new((nint)data.Start, 0, dataBytes, dataBytes, imageBytes)
            : new((nint)image.Start, imageBytes, dataBytes, 0, imageBytes));
    }

    private sealed class Extent
    {
        public ulong Start { get; private set; }

        public ulong End { get; private set; }

        public ulong Length => End - Start;

        /// <summary>Adds a line's range; false unless it continues what there is.</summary>
        public bool TryAdd(string line)
        {
            int dash = line.IndexOf('-', StringComparison.Ordinal);
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            if (dash < 0
                || space < dash
                || !TryParse(line.AsSpan(0, dash), out ulong start)
                || !TryParse(line.AsSpan(dash + 1, space - dash - 1), out ulong end)
                || end <= start
                || (Length != 0 && start != End))
            {
                return false;
            }

            Start = Length == 0 ? start : Start;
            End = end;
            return true;
        }

        private static bool TryParse(ReadOnlySpan<char> digits, out ulong address) =>
            ulong.TryParse(
                digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
    }
}

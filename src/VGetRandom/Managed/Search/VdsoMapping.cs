
using VGetRandom.Kernel;

namespace VGetRandom.Managed.Search;

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
    /// <param name="imageAddress">Where the image begins.</param>
    public static Attempt<VdsoMapping> OfThisProcess(nint imageAddress) =>
        MemoryAreas.Open().Then(opened =>
        {
            using MemoryAreas areas = opened;
            return Find(areas.At, imageAddress);
        });

    /// <summary>Takes the image, and the data pages that touch it on one side.</summary>
    /// <param name="areaAt">The mapping that an address lies in, or null.</param>
    /// <param name="imageAddress">Where the image begins.</param>
    internal static Attempt<VdsoMapping> Find(Func<nint, MemoryArea?> areaAt, nint imageAddress)
    {
        if (areaAt(imageAddress) is not { Name: ImageName } image || image.Start != imageAddress)
        {
            return new Problem(
                "the kernel does not list the vDSO where the auxiliary vector says that it is "
                + "(the list can be asked since Linux 6.11).");
        }

        // Either order will do, but with data on both sides there is no telling what is what.
        nint start = FirstOfData(areaAt, image.Start);
        nint end = EndOfData(areaAt, image.End);
        bool isBelow = start < image.Start;
        if (isBelow == end > image.End)
        {
            return new Problem(
                "the vDSO's data pages do not touch its image on one side alone.");
        }

        nint imageBytes = image.End - image.Start;
        nint dataBytes = end - start - imageBytes;
        if (imageBytes > MaxBytes || dataBytes > MaxBytes)
        {
            return new Problem(
                $"the vDSO has {imageBytes} bytes and its data {dataBytes}, "
                + $"more than the {MaxBytes} that are believable.");
        }

        return isBelow
            ? new VdsoMapping(start, 0, (int)dataBytes, (int)dataBytes, (int)imageBytes)
            : new VdsoMapping(start, (int)imageBytes, (int)dataBytes, 0, (int)imageBytes);
    }

    private static nint FirstOfData(Func<nint, MemoryArea?> areaAt, nint start)
    {
        while (areaAt(start - 1) is { } area
            && area.End == start
            && area.Name.StartsWith(DataName, StringComparison.Ordinal))
        {
            start = area.Start;
        }

        return start;
    }

    private static nint EndOfData(Func<nint, MemoryArea?> areaAt, nint end)
    {
        while (areaAt(end) is { } area
            && area.Start == end
            && area.Name.StartsWith(DataName, StringComparison.Ordinal))
        {
            end = area.End;
        }

        return end;
    }
}

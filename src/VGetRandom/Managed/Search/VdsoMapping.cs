using VGetRandom.Kernel;

namespace VGetRandom.Managed.Search;

/// <summary>Where the vDSO's image and the data pages that its code reads lie.</summary>
/// <param name="Start">The first address of the two together.</param>
/// <param name="DataOffset">Where the data pages begin, in bytes from the start.</param>
/// <param name="DataBytes">The length of the data pages.</param>
/// <param name="ImageOffset">Where the image begins, in bytes from the start.</param>
/// <param name="ImageBytes">How many bytes of the image are mapped, in whole pages.</param>
internal sealed record VdsoMapping(
    nint Start, int DataOffset, int DataBytes, int ImageOffset, int ImageBytes)
{
    // Known ones have 2 to 8 pages of data (of 64 KiB on some machines) and as many of code.
    public const int MaxBytes = 1 << 20;

    private const string ImageName = "[vdso]";

    // [vvar], and since Linux 6.13 also [vvar_vclock] beside it.
    private const string DataName = "[vvar";

    public nint DataAddress => Start + DataOffset;

    public nint ImageAddress => Start + ImageOffset;

    public int TotalBytes => DataBytes + ImageBytes;

    /// <summary>The mapping of this process, as the kernel lists it.</summary>
    public static Attempt<VdsoMapping> OfThisProcess(nint imageAddress) =>
        MemoryAreas.Open().Then(opened =>
        {
            using MemoryAreas areas = opened;
            return Find(areas.At, imageAddress);
        });

    /// <summary>Takes the image, and the data pages that touch it on one side.</summary>
    internal static Attempt<VdsoMapping> Find(Func<nint, MemoryArea?> areaAt, nint imageAddress)
    {
        if (areaAt(imageAddress) is not { Name: ImageName } image || image.Start != imageAddress)
        {
            return new Problem(
                "the kernel does not list the vDSO where the auxiliary vector says that it is "
                + "(the list can be asked since Linux 6.11).");
        }

        // Either order will do, but with data on both sides we cannot tell which is which.
        nint start = EndOfData(areaAt, image.Start, isBelow: true);
        nint end = EndOfData(areaAt, image.End, isBelow: false);
        bool isBelow = start < image.Start;
        if (isBelow == end > image.End)
        {
            return new Problem("the vDSO's data pages do not touch its image on one side alone.");
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

    /// <summary>How far the data pages that touch one side of the image reach.</summary>
    private static nint EndOfData(Func<nint, MemoryArea?> areaAt, nint edge, bool isBelow)
    {
        while (areaAt(isBelow ? edge - 1 : edge) is { } area
            && (isBelow ? area.End : area.Start) == edge
            && area.Name.StartsWith(DataName, StringComparison.Ordinal))
        {
            edge = isBelow ? area.Start : area.End;
        }

        return edge;
    }
}

using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>Splits the locator's answers into the two parts that assertions check.</summary>
internal static class Locating
{
    public static string? Find(ReadOnlySpan<byte> image, VdsoSymbol symbol, out int offset) =>
        Split(VdsoLocator.Find(image, symbol), out offset);

    public static string? Measure(ReadOnlySpan<byte> page, ushort machine, out int length) =>
        Split(VdsoLocator.Measure(page, machine), out length);

    public static string? FindInLiveImage<TKernel>(
        TKernel kernel, nint image, VdsoSymbol symbol, int pageSize, out int offset)
        where TKernel : struct, IKernel =>
        Split(VdsoLocator.FindInLiveImage(kernel, image, symbol, pageSize), out offset);

    private static string? Split(Attempt<int> attempt, out int value)
    {
        value = attempt.Value;
        return attempt.Succeeded ? null : attempt.Problem;
    }
}

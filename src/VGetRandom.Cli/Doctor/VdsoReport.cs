using VGetRandom.Vdso;

namespace VGetRandom.Cli.Doctor;

/// <summary>The kernel's function as <c>doctor</c> shows it; addresses are hexadecimal.</summary>
internal sealed record VdsoReport(
    string Symbol,
    string Version,
    string ImageAddress,
    string FunctionAddress,
    int StateSize,
    int MmapProt,
    int MmapFlags)
{
    public static VdsoReport Of(VdsoLocation location) => new(
        location.Symbol.Name,
        location.Symbol.Version,
        $"0x{location.ImageAddress:x}",
        $"0x{location.FunctionAddress:x}",
        location.Parameters.StateSize,
        location.Parameters.Protection,
        location.Parameters.Flags);
}

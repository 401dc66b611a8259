using System.Diagnostics.CodeAnalysis;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Reference;
using VGetRandom.Vdso;

namespace VGetRandom.Cli.Selftest;

/// <summary>
/// The kernel's own machine code on a generation of ours, and our algorithm on the same.
/// </summary>
/// <remarks>Not thread-safe. Made of a private copy of the vDSO: see <see cref="PrivateVdso"/>.
/// </remarks>
// SAFETY: states and buffers come from NativeBuffer, as long as the constants say; both addresses
// of the RNG info lie in the copy's stand-in for the kernel's pages.
internal sealed unsafe class PrivateKernel : IDisposable
{
    private readonly PrivateVdso _copy;
    private readonly ulong* _generation;
    private readonly Algorithm<LinuxKernel, LiveRngInfo, KernelLayout, DirectAccess> _ours;

    private PrivateKernel(PrivateVdso copy, RngInfoPlace place)
    {
        _copy = copy;
        _generation = (ulong*)(copy.StandInAddress + place.GenerationOffset);
        byte* ready = (byte*)(copy.StandInAddress + place.ReadyOffset);
        *_generation = 1;
        *ready = 1;
        _ours = new(
            default, new((nint)_generation, (nint)ready), Environment.SystemPageSize);
    }

    /// <summary>What both go by.</summary>
    public ulong Generation
    {
        get => *_generation;
        set => *_generation = value;
    }

    /// <summary>Makes one, or tells why there can be none here.</summary>
    public static Attempt<PrivateKernel> Make() =>
        VdsoLocator.Locate().Then<PrivateKernel>(vdso =>
            vdso.Parameters.StateSize == KernelLayout.StateBytes
                ? ProcessRngInfo.Find().Then(info => Make(vdso, info.Place))
                : new Problem(
                    $"this kernel's states have {vdso.Parameters.StateSize} bytes, and so another "
                    + $"layout than those of {KernelLayout.StateBytes}."));

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes of it.")]
    private static Attempt<PrivateKernel> Make(VdsoLocation vdso, RngInfoPlace place)
    {
        LinuxKernel kernel = default;
        return VdsoMapping.OfThisProcess(vdso.ImageAddress).Then(mapping =>
            PrivateVdso.ReadImage(kernel, mapping).Then(image =>
                PrivateVdso.Create(kernel, mapping, image, vdso.Offset)
                    .Then<PrivateKernel>(copy => new PrivateKernel(copy, place))));
    }

    /// <summary>A request to the kernel's code.</summary>
    public nint AskKernel(Span<byte> destination, Span<byte> state)
    {
        fixed (byte* buffer = destination)
        fixed (byte* opaque = state)
        {
            return _copy.Function.Invoke(
                buffer, (nuint)destination.Length, 0, opaque, (nuint)state.Length);
        }
    }

    /// <summary>The same request to our algorithm.</summary>
    public nint AskOurs(Span<byte> destination, Span<byte> state)
    {
        byte mark = 0;
        fixed (byte* buffer = destination)
        fixed (byte* opaque = state)
        {
            return _ours.Request(
                buffer, (nuint)destination.Length, 0, opaque, (nuint)state.Length, new(&mark));
        }
    }

    public void Dispose() => _copy.Dispose();
}

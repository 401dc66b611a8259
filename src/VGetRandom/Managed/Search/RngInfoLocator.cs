using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Managed.Search;

/// <summary>Finds where this kernel publishes its RNG info, by proof alone.</summary>
/// <remarks>
/// The place is private to the kernel and has moved before. So a copy of the kernel's own function
/// shows where it looks, and the live function must then agree. Any doubt is a failure with a
/// reason.
/// </remarks>
internal static class RngInfoLocator
{
    // The kernel reseeds at most about once a second. One reseed between two reads is bad luck; ten
    // in a row have another cause.
    private const int MaxTries = 10;

    /// <summary>Finds the RNG info in this process; the generator must be ready.</summary>
    public static Attempt<RngInfo> Locate<TKernel>(TKernel kernel, VdsoLocation location)
        where TKernel : struct, ICodeKernel
    {
        int stateBytes = location.Parameters.StateSize;
        return VdsoMapping.OfThisProcess(location.ImageAddress).Then(mapping =>
            PrivateVdso.ReadImage(kernel, mapping).Then(image =>
                Prove(kernel, mapping, image, location.Offset, stateBytes).Then(place =>
                    Confirm(location.Function, mapping.DataAddress, place, stateBytes))));
    }

    /// <summary>Proves on a copy of an image where its function looks.</summary>
    internal static Attempt<RngInfoPlace> Prove<TKernel>(
        TKernel kernel,
        VdsoMapping mapping,
        ReadOnlySpan<byte> image,
        int functionOffset,
        int stateBytes)
        where TKernel : struct, ICodeKernel
    {
        Attempt<PrivateVdso> created = PrivateVdso.Create(kernel, mapping, image, functionOffset);
        if (!created.Succeeded)
        {
            return created.Problem;
        }

        // Before any of it runs: code that jumps elsewhere would kill the process.
        using PrivateVdso copy = created.Value;
        if (X64CodeCheck.Check(mapping, image, functionOffset) is { } problem)
        {
            return new Problem($"the vDSO's function is not run: {problem}.");
        }

        ulong seed = 0;
        byte[] livePages = new byte[mapping.DataBytes];

        // SAFETY: seed has the eight bytes requested; the array is pinned, and each page of it has
        // the room of the data page at the same offset.
        unsafe
        {
            nint result =
                kernel.GetRandom((byte*)&seed, sizeof(ulong), GetRandomAbi.GRND_NONBLOCK);
            if (result != sizeof(ulong))
            {
                return new Problem(result == -Errno.EAGAIN
                    ? "the kernel's generator is not ready."
                    : $"getrandom(2) fails with {Errno.Describe((int)-result)}.");
            }

            // Unreadable pages belong to clocks that this machine does not have.
            int pageSize = Environment.SystemPageSize;
            fixed (byte* pages = livePages)
            {
                for (int at = 0; at < livePages.Length; at += pageSize)
                {
                    _ = kernel.TryCopy(mapping.DataAddress + at, pages + at, (nuint)pageSize);
                }
            }
        }

        return RngInfoProof.Prove(copy, stateBytes, livePages, seed);
    }

    /// <summary>Compares what the live function does with the contents of the live pages.</summary>
    internal static Attempt<RngInfo> Confirm<TFunction>(
        TFunction function, nint dataAddress, RngInfoPlace place, int stateBytes)
        where TFunction : struct, IVdsoFunction
    {
        var found = new RngInfo(
            dataAddress + place.GenerationOffset, dataAddress + place.ReadyOffset, place);
        var live = new LiveRngInfo(found.GenerationAddress, found.ReadyAddress);
        using var trial = new VdsoTrial<TFunction>(function, stateBytes);
        byte[] empty = new byte[stateBytes];
        for (int i = 0; i < MaxTries; i++)
        {
            // The function was shown to read both places, so they are readable.
            ulong before = live.ReadGeneration();
            bool isFilled = trial.Request(empty);
            ulong noted = BitConverter.ToUInt64(trial.State[place.StateGenerationOffset..]);
            ulong after = live.ReadGeneration();
            byte readiness = live.ReadReadiness();
            if (!isFilled || before == 0 || readiness != 1)
            {
                return new Problem(
                    $"at the proved place the kernel has generation {before}, readiness "
                    + $"{readiness}, and its function returned {trial.Result}.");
            }

            if (before == noted && noted == after)
            {
                return found;
            }
        }

        return new Problem(
            $"the kernel's function does not note what stands at the proved place, in {MaxTries} "
            + "tries.");
    }
}

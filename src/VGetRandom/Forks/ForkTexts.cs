using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>The sentences that describe the guard to an operator.</summary>
internal static class ForkTexts
{
    private const string Device = VmClockAbi.Path;

    public static string Describe(VmClockFinding finding, ForkSettings settings) => finding switch
    {
        VmClockFinding.Counter when settings.BoundMs == 0 =>
            $"{Device} shows a fork of this virtual machine, but requests do not wait for the "
            + "kernel to reseed, because the bound is set to 0.",
        VmClockFinding.Counter =>
            $"{Device} shows a fork of this virtual machine: requests then wait until the kernel "
            + $"has reseeded, at most {settings.BoundMs} ms"
            + (settings.FailsAtBound ? ", and fail after that." : "."),
        VmClockFinding.NoDevice =>
            $"There is no {Device}. On real hardware nothing is missing; a virtual machine needs a "
            + "hypervisor with a vmclock device and Linux 6.13, and a container the option "
            + $"--device={Device}:{Device}:r.",
        VmClockFinding.NotReadable =>
            $"This process may not read {Device}: install the udev rule "
            + "99-vgetrandom-vmclock.rules, or allow the device in the container.",
        VmClockFinding.NoCounter =>
            $"The hypervisor keeps no counter of forks in {Device}: a newer one may.",
        VmClockFinding.UnknownLayout =>
            $"{Device} has a layout that this version does not know: update the library.",
        _ => $"{Device} is not a vmclock device that can be mapped.",
    };

    public static string DescribeBound(ForkSettings settings) => settings.FailsAtBound
        ? DescribeRefusal(settings)
        : $"{BoundOf(settings)}, and its bytes were served as they were.";

    public static string DescribeRefusal(ForkSettings settings) =>
        $"{BoundOf(settings)}, and requests fail then, as the settings say.";

    private static string BoundOf(ForkSettings settings) =>
        "After a fork of this virtual machine the kernel was not seen to reseed within the bound "
        + $"of {settings.BoundMs} ms";
}

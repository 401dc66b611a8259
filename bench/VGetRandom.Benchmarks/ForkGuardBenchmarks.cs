using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using VGetRandom.Backends;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Benchmarks;

/// <summary>Compares a request on a machine with a device that shows forks, and on one
/// without.</summary>
/// <remarks>Here the device's page is ordinary memory. How a hypervisor maps its own is its affair;
/// <c>vgetrandom doctor</c> measures a look at that.</remarks>
// SAFETY: buffers are on the stack, and the page lives as long as the process.
public unsafe class ForkGuardBenchmarks
{
    private VdsoBackend<ClockKernel, VdsoFunction>? _without;
    private VdsoBackend<ClockKernel, VdsoFunction>? _with;

    [GlobalSetup]
    public void Setup()
    {
        _without = NewBackend(default);
        _with = NewBackend(ClockKernel.WithClock());
    }

    [Benchmark(Baseline = true, Description = "4 B without a device")]
    public uint WithoutDevice()
    {
        uint value;
        _without!.Fill((byte*)&value, sizeof(uint));
        return value;
    }

    [Benchmark(Description = "4 B with a device")]
    public uint WithDevice()
    {
        uint value;
        _with!.Fill((byte*)&value, sizeof(uint));
        return value;
    }

    private static VdsoBackend<ClockKernel, VdsoFunction> NewBackend(ClockKernel kernel)
    {
        VdsoLocation found = VdsoLocator.Locate() is { Succeeded: true, Value: { } location }
            ? location
            : throw new NotSupportedException("There is no vDSO function here.");
        var forks = ForkGuard<ClockKernel>.Find(kernel, ForkSettings.Default);
        if (forks.SeesForks != kernel.HasClock)
        {
            throw new InvalidOperationException(forks.Description);
        }

        return StatePool<ClockKernel>.TryCreate(
            kernel,
            StateMemory.For(found.Parameters, GeneratorMemory.Bytes),
            Environment.SystemPageSize)
            .Then<VdsoBackend<ClockKernel, VdsoFunction>>(
                states => new VdsoBackend<ClockKernel, VdsoFunction>(
                    found.Function,
                    states,
                    new(kernel, null, "", forks, ExpansionReadiness.OfThisProcess),
                    ""))
            .Value!;
    }

    /// <summary>This machine's kernel, with a page of ours for its vmclock or with none.</summary>
    private readonly struct ClockKernel : IKernel
    {
        private const int PageBytes = 4096;
        private readonly nint _page;

        private ClockKernel(nint page) => _page = page;

        public bool HasClock => _page != 0;

        public static ClockKernel WithClock()
        {
            byte* page = (byte*)NativeMemory.AlignedAlloc(PageBytes, PageBytes);
            NativeMemory.Clear(page, PageBytes);
            *(uint*)(page + VmClockAbi.MagicOffset) = VmClockAbi.VMCLOCK_MAGIC;
            *(uint*)(page + VmClockAbi.SizeOffset) = PageBytes;
            *(ushort*)(page + VmClockAbi.VersionOffset) = VmClockAbi.Version;
            *(ulong*)(page + VmClockAbi.FlagsOffset) =
                VmClockAbi.VMCLOCK_FLAG_VM_GEN_COUNTER_PRESENT;
            return new((nint)page);
        }

        public nint GetRandom(byte* buffer, nuint length, uint flags) =>
            default(LinuxKernel).GetRandom(buffer, length, flags);

        public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
            default(LinuxKernel).GetRandomQuick(buffer, length, flags);

        public nint Map(nuint length, int protection, int flags) =>
            default(LinuxKernel).Map(length, protection, flags);

        public int Advise(nint address, nuint length, int advice) =>
            default(LinuxKernel).Advise(address, length, advice);

        public int CheckReadable(nint page) => default(LinuxKernel).CheckReadable(page);

        public int Unmap(nint address, nuint length) =>
            default(LinuxKernel).Unmap(address, length);

        public nint MapClock(nuint length) => HasClock ? _page : -Errno.ENOENT;

        public long ReadMs() => default(LinuxKernel).ReadMs();

        public void Sleep() => default(LinuxKernel).Sleep();
    }
}

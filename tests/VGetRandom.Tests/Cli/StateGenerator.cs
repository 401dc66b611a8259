using VGetRandom.Generator;
using VGetRandom.Reference;
using VGetRandom.Tests.Backends;
using VGetRandom.Tests.Generator;

namespace VGetRandom.Tests.Cli;

/// <summary>The algorithm in the kernel's layout, on a kernel of the test's own.</summary>
// SAFETY: each span is pinned during the request, and says its true length.
internal sealed unsafe class StateGenerator
{
    private readonly KernelScript _kernel = new();
    private readonly RngInfoScript _info = new() { Generation = 1 };

    public void Move(ulong generation) => _info.Generation = generation;

    public nint Request(Span<byte> destination, Span<byte> state)
    {
        byte mark = 0;
        fixed (byte* buffer = destination)
        fixed (byte* opaque = state)
        {
            var algorithm = new Algorithm<FakeKernel, FakeRngInfo, KernelLayout, DirectAccess>(
                _kernel.Kernel, new FakeRngInfo(_info), Environment.SystemPageSize);
            return algorithm.Request(
                buffer, (nuint)destination.Length, 0, opaque, (nuint)state.Length, new(&mark));
        }
    }
}

using VGetRandom.GetRandom;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.GetRandom;

/// <summary>The algorithm in one layout or another, so that one test serves all layouts.</summary>
// SAFETY: pointers are passed on as they come.
internal unsafe interface IAlgorithmRig
{
    int BatchKeyBytes { get; }

    int GenerationOffset { get; }

    int InUseOffset { get; }

    int StateBytes { get; }

    nint Request(
        FakeKernel kernel,
        FakeRngInfo info,
        byte* buffer,
        nuint length,
        uint flags,
        void* state,
        nuint stateBytes,
        RequestMark mark);
}

// SAFETY: pointers are passed on as they come.
internal sealed unsafe class AlgorithmRig<TLayout> : IAlgorithmRig
    where TLayout : struct, IStateLayout
{
    public const int PageBytes = 4096;

    public int BatchKeyBytes => TLayout.BatchKeyBytes;

    public int GenerationOffset => TLayout.GenerationOffset;

    public int InUseOffset => TLayout.InUseOffset;

    public int StateBytes => TLayout.StateBytes;

    public nint Request(
        FakeKernel kernel,
        FakeRngInfo info,
        byte* buffer,
        nuint length,
        uint flags,
        void* state,
        nuint stateBytes,
        RequestMark mark) =>
        new Algorithm<FakeKernel, FakeRngInfo, TLayout, DirectAccess>(kernel, info, PageBytes)
            .Request(buffer, length, flags, state, stateBytes, mark);
}

using System.Runtime.CompilerServices;
using VGetRandom.Backends;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>vgetrandom(): getrandom(2) on an opaque state.</summary>
/// <remarks>A signal handler may come in at any point, even with the same state.</remarks>
// SAFETY: the caller guarantees length bytes at buffer, and a state that was handed out together
// with its mark.
internal static unsafe class Requests
{
    private const uint KnownFlags =
        GetRandomAbi.GRND_NONBLOCK | GetRandomAbi.GRND_RANDOM | GetRandomAbi.GRND_INSECURE;

    private const uint Exclusive = GetRandomAbi.GRND_RANDOM | GetRandomAbi.GRND_INSECURE;

    private static FunctionWitness<NativeFunction> Witness
    {
        // Else it would pass through the stack at every request.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(
            new(NativeVdso.Function),
            (nuint)NativeVdso.StateBytes,
            NativeVdso.MemoryOffset,
            NativeVdso.Schedule.Place,
            NativeForks.Forks.Counter);
    }

    private static Generator<FunctionWitness<NativeFunction>> Generator => new(Witness);

    /// <returns>The number of bytes written, or a negative errno.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Serve(byte* buffer, nuint length, uint flags, nint state, RequestMark mark)
    {
        // Recognises nearly all requests in as few comparisons as possible. A length of 0 wraps to
        // the largest and fails.
        bool isPlain = length - 1 < Crossover.FromBatchBytes && flags == 0 && buffer != null;
        if (!isPlain || !mark.TrySet<DirectAccess>())
        {
            return ServeOtherwise(buffer, length, flags, state, mark, isPlain);
        }

        nint result = Generator.TryTake(buffer, length, (byte*)state + NativeVdso.MemoryOffset, 0)
            ? (nint)length
            : ServeSlowly(buffer, length, 0, (byte*)state + NativeVdso.MemoryOffset);

        // Only after the last access to the state, because a signal handler may use it from here
        // on.
        mark.Clear<DirectAccess>();
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint ServeOtherwise(
        byte* buffer, nuint length, uint flags, nint state, RequestMark mark, bool isNested)
    {
        // Nothing to do, or only the kernel can refuse it: its function would accept flags that
        // exclude each other, and crash without a buffer.
        if (isNested
            || length == 0
            || buffer == null
            || (flags & ~KnownFlags) != 0
            || (flags & Exclusive) == Exclusive
            || !mark.TrySet<DirectAccess>())
        {
            return AskKernel(buffer, length, flags);
        }

        // A caller that accepts bytes of any quality does not wait for a fork, so no batch may be
        // made.
        nint result = (flags & GetRandomAbi.GRND_INSECURE) != 0
            ? default(NativeKernel).GetRandom(buffer, length, flags)
            : ServeSlowly(buffer, length, flags, (byte*)state + NativeVdso.MemoryOffset);
        mark.Clear<DirectAccess>();
        return result;
    }

    /// <summary>The system call, for requests without a state.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint AskKernel(byte* buffer, nuint length, uint flags)
    {
        // A caller that accepts bytes of any quality does not wait for a fork. Nor does a request
        // from before this library is loaded.
        if ((flags & GetRandomAbi.GRND_INSECURE) != 0 || NativeForks.Forks.Counter == null)
        {
            return default(NativeKernel).GetRandom(buffer, length, flags);
        }

        int rounds = 0;
        ulong mark;
        nint result;
        do
        {
            if (!NativeForks.TryEnter(null, flags, out mark))
            {
                return -Errno.EAGAIN;
            }

            result = default(NativeKernel).GetRandom(buffer, length, flags);
        }
        while (!NativeForks.Accepts(mark, ref rounds));
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint ServeSlowly(byte* buffer, nuint length, uint flags, byte* memory)
    {
        int rounds = 0;
        ulong mark;
        nint result;
        do
        {
            if (!NativeForks.TryEnter(memory, flags, out mark))
            {
                return -Errno.EAGAIN;
            }

            result = ServeOnce(buffer, length, flags, memory, mark);
        }
        while (!NativeForks.Accepts(mark, ref rounds));
        return result;
    }

    private static nint ServeOnce(
        byte* buffer, nuint length, uint flags, byte* memory, ulong mark)
    {
        bool isGenerating = IsGenerating(memory);
        if (isGenerating
            && length <= Crossover.FromBatchBytes
            && TryGenerate(buffer, length, flags, memory, mark))
        {
            return (nint)length;
        }

        int mostDirectly = isGenerating ? Crossover.FromBatchBytes
            : NativeVdso.Function != 0 ? Crossover.FromFunctionBytes
            : Crossover.FromSystemCallBytes;
        return length <= (nuint)mostDirectly
            ? FillDirectly(buffer, length, flags, memory)
            : Expand(buffer, length, flags, memory, mark);
    }

    /// <summary>Whether there may be a batch on this memory.</summary>
    private static bool IsGenerating(byte* memory)
    {
        if (NativeVdso.Function == 0 || ChaCha20Blocks.WidthBits == 0)
        {
            return false;
        }

        if (!NativeVdso.Schedule.IsFound && NativeVdso.Schedule.TryBegin())
        {
            WitnessVerdict verdict = new WitnessSearch<NativeFunction>(
                new(NativeVdso.Function),
                memory - NativeVdso.MemoryOffset,
                NativeVdso.StateBytes,
                memory)
                .Find(out WitnessPlace place);
            NativeVdso.Schedule.End(verdict, place);
        }

        return NativeVdso.Schedule.IsFound;
    }

    private static bool TryGenerate(
        byte* buffer, nuint length, uint flags, byte* memory, ulong mark) =>
        Generator.TryTake(buffer, length, memory, flags)
        || Generator.TryServe(buffer, length, memory, flags, mark);

    private static nint FillDirectly(byte* buffer, nuint length, uint flags, byte* memory) =>
        NativeVdso.Function != 0
            ? Witness.Invoke(buffer, length, flags, memory)
            : default(NativeKernel).GetRandom(buffer, length, flags);

    private static nint Expand(
        byte* buffer, nuint length, uint flags, byte* memory, ulong mark)
    {
        nuint wanted = Math.Min(length, GetRandomAbi.MaxRequestBytesWith(NativeVdso.PageSize));
        return TryExpand(buffer, wanted, flags, memory, mark, out nint result)
            || TryExpand(buffer, wanted, flags, memory, mark, out result)
                ? result
                : default(NativeKernel).GetRandom(buffer, wanted, flags);
    }

    /// <summary>Serves a request chunk by chunk.</summary>
    /// <returns>Whether the result belongs to this process alone.</returns>
    private static bool TryExpand(
        byte* buffer, nuint wanted, uint flags, byte* memory, ulong mark, out nint result)
    {
        nint error = 0;
        var keys = new KeySource(flags, memory, mark, &error);

        // A handler that forks leaves earlier chunks to both sides, and both would return them. A
        // page that vanished looks the same.
        ref ulong own = ref *(ulong*)(memory + KeyExpansion.CallerWordOffset);
        Volatile.Write(ref own, 1);
        nuint done = 0;
        nint served;
        do
        {
            int chunk = (int)Math.Min(wanted - done, KeyExpansion.MaxChunkBytes);
            served =
                KeyExpansion.TryFill<DirectAccess, KeySource>(keys, buffer + done, chunk, memory)
                    ? chunk
                : Volatile.Read(ref error) is not 0 and var refusal ? refusal
                : default(NativeKernel).GetRandom(buffer + done, (nuint)chunk, flags);
            done += (nuint)Math.Max(served, 0);
        }
        while (served > 0 && done < wanted && Volatile.Read(ref own) != 0);

        // As in the system call: what there is counts, and the error comes next time.
        result = done > 0 ? (nint)done : served;

        // A request's only chunk was already compared with its own mark.
        bool isOwn = wanted <= KeyExpansion.MaxChunkBytes || Volatile.Read(ref own) != 0;
        own = 0;
        return isOwn;
    }

    /// <summary>Gives fresh keys, with the flags of their request.</summary>
    // SAFETY: error points into the stack frame of TryExpand, which outlives this.
    private readonly struct KeySource(uint flags, byte* memory, ulong mark, nint* error)
        : IKeySource
    {
        public bool TryGetKey(byte* key)
        {
            if (*error != 0)
            {
                // The first error stands, because a caller that a signal interrupted wants to know.
                return false;
            }

            if (NativeVdso.Schedule.IsFound
                && TryGenerate(key, ChaCha20Blocks.KeyBytes, flags, memory, mark))
            {
                return true;
            }

            nint result = FillDirectly(key, ChaCha20Blocks.KeyBytes, flags, memory);
            if (result < 0)
            {
                *error = result;
            }

            return result == ChaCha20Blocks.KeyBytes;
        }
    }
}

using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.GetRandom;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>vgetrandom(): getrandom(2) on an opaque state.</summary>
/// <remarks>Signal handlers may come in at any point, on the same state too.</remarks>
// SAFETY: the caller vouches for length bytes at buffer, and for a state that was handed out
// together with its mark.
internal static unsafe class Requests
{
    private const uint KnownFlags =
        GetRandomAbi.GRND_NONBLOCK | GetRandomAbi.GRND_RANDOM | GetRandomAbi.GRND_INSECURE;

    private const uint Exclusive = GetRandomAbi.GRND_RANDOM | GetRandomAbi.GRND_INSECURE;

    /// <returns>The number of bytes written, or a negative errno.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Serve(byte* buffer, nuint length, uint flags, nint state, RequestMark mark)
    {
        // What nearly all requests are, in as few comparisons as will tell. No length becomes the
        // largest of all.
        bool isPlain = length - 1 < Source.MostFromFunctionBytes && flags == 0 && buffer != null;
        return isPlain
            ? ByFunction(buffer, length, 0, state, mark)
            : ServeOtherwise(buffer, length, flags, state, mark);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint ByFunction(
        byte* buffer, nuint length, uint flags, nint state, RequestMark mark) =>
        new MarkedFunction<NativeKernel, NativeFunction, DirectAccess>(
            default, new(Source.Function)).Request(
                buffer, length, flags, (void*)state, (nuint)Source.StateBytes, mark);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint ServeOtherwise(
        byte* buffer, nuint length, uint flags, nint state, RequestMark mark)
    {
        // What there is nothing to do for, or what only the kernel can refuse: its function would
        // take flags that exclude each other, and crash without a buffer.
        if (length == 0
            || buffer == null
            || (flags & ~KnownFlags) != 0
            || (flags & Exclusive) == Exclusive)
        {
            return default(NativeKernel).GetRandom(buffer, length, flags);
        }

        if (length <= Source.MostFromFunctionBytes)
        {
            return ByFunction(buffer, length, flags, state, mark);
        }

        if (length <= Source.MostFromSystemCallBytes || !mark.TrySet<DirectAccess>())
        {
            return default(NativeKernel).GetRandom(buffer, length, flags);
        }

        nint result = Expand(buffer, length, flags, (byte*)state);

        // Only after the last access to the state: from here on a signal handler may use it.
        mark.Clear<DirectAccess>();
        return result;
    }

    private static nint Expand(byte* buffer, nuint length, uint flags, byte* state)
    {
        nuint wanted = Math.Min(length, GetRandomAbi.MaxRequestBytesWith(Source.PageSize));
        return TryExpand(buffer, wanted, flags, state, out nint result)
            || TryExpand(buffer, wanted, flags, state, out result)
                ? result
                : default(NativeKernel).GetRandom(buffer, wanted, flags);
    }

    /// <summary>Makes a request chunk by chunk.</summary>
    /// <returns>Whether what was made is this process's alone.</returns>
    private static bool TryExpand(
        byte* buffer, nuint wanted, uint flags, byte* state, out nint result)
    {
        nint error = 0;
        var keys = new KeySource(flags, state, &error);
        byte* memory = state + Source.ExpansionOffset;

        // A handler that forks leaves both sides the chunks that were made before, and either is
        // still to return them. A page that vanished looks the same.
        ref ulong mark = ref *(ulong*)(memory + KeyExpansion.RequestMarkOffset);
        Volatile.Write(ref mark, 1);
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
        while (served > 0 && done < wanted && Volatile.Read(ref mark) != 0);

        // As the system call has it: what there is counts, and the error comes next time.
        result = done > 0 ? (nint)done : served;

        // The only chunk of a request has been compared with its own mark.
        bool isOwn = wanted <= KeyExpansion.MaxChunkBytes || Volatile.Read(ref mark) != 0;
        mark = 0;
        return isOwn;
    }

    /// <summary>Fresh keys, with the flags of the request that they are for.</summary>
    // SAFETY: error is on the stack of the method that owns this.
    private readonly struct KeySource(uint flags, byte* state, nint* error) : IKeySource
    {
        public bool TryGetKey(byte* key)
        {
            if (*error != 0)
            {
                // The first answer stands: who was interrupted by a signal wants to know it.
                return false;
            }

            nint result = Source.Function != 0
                ? new NativeFunction(Source.Function).Invoke(
                    key, ChaCha20Blocks.KeyBytes, flags, state, (nuint)Source.StateBytes)
                : default(NativeKernel).GetRandom(key, ChaCha20Blocks.KeyBytes, flags);
            if (result < 0)
            {
                *error = result;
            }

            return result == ChaCha20Blocks.KeyBytes;
        }
    }
}

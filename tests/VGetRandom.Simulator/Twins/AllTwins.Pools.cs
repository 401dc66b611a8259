namespace VGetRandom.Simulator.Twins;

// Pools, backends and the C interface.
internal static partial class AllTwins
{
    private const string StatePool = "VGetRandom/States/StatePool.cs";
    private const string StateGeometry = "VGetRandom/States/StateGeometry.cs";
    private const string LargeRequest = "VGetRandom/Backends/RequestPieces.cs";
    private const string ManagedBackend = "VGetRandom/Managed/ManagedBackend.cs";
    private const string VdsoBackend = "VGetRandom/Backends/VdsoBackend.cs";
    private const string SyscallBackend = "VGetRandom/Backends/SyscallBackend.cs";
    private const string Requests = "VGetRandom.Native/Requests.cs";
    private const string LeasedStates = "VGetRandom.Native/LeasedStates.cs";

    private const string Exchange =
        "ulong seen = Interlocked.CompareExchange(ref chunk.Free, free & (free - 1), free);";

    private static Twin[] OfThePools { get; } =
    [
        new("a leased state stays in the free list",
            new Edit(
                StatePool,
                "_free = state.Next; state.Next = _leased;",
                "state.Next = _leased;")),
        new("states of running threads are taken back",
            new Edit(StatePool, "if (state.IsAbandoned)", "if (true)")),
        new("memory that was refused is taken for a chunk",
            new Edit(StatePool, "if (chunk <= 0)", "if (chunk == 0)")),
        new("states straddle pages",
            new Edit(
                StateGeometry,
                "(int)BitOperations.RoundUpToPowerOf2(\n"
                + "            (uint)Math.Max(MemoryOffset + ownBytes, LongestCacheLineBytes))",
                "MemoryOffset + ownBytes")),
        new("a thread has a state before the generator is known to be ready",
            new Edit(
                StatePool,
                "readiness.IsReady() ? TryLease(Thread.CurrentThread) : 0",
                "TryLease(Thread.CurrentThread)"))
        {
            FirstSeed = 20032,
        },
        new("a short answer of the function is taken as full",
            new Edit(
                VdsoBackend,
                "flags, memory); if (result == (nint)length) { return true; }",
                "flags, memory); if (result > 0) { return true; }")),
        new("a short system call is taken as full",
            new Edit(
                SyscallBackend,
                "buffer += result; length -= (nuint)result;",
                "buffer += piece;\nlength -= piece;")),
        new("a chunk that was not expanded is left as it is",
            new Edit(LargeRequest, "source.FillWithoutKey(buffer, (nuint)chunk);", "")),
        new("there is a witness before its places are found",
            new Edit(VdsoBackend, "return _schedule.IsFound;", "return true;")),
        new("what the managed backend does not serve comes from its batch",
            new Edit(
                ManagedBackend,
                "backend._vdso.FillSlowly(buffer, length);",
                "backend._vdso.Fill(buffer, length);")),
        new("C: a state is taken without comparing",
            new Edit(
                LeasedStates,
                Exchange,
                "ulong seen = free;\nVolatile.Write(ref chunk.Free, free & (free - 1));")),
        new("C: who comes second with a chunk frees the states of the first",
            new Edit(
                LeasedStates,
                "_ = default(NativeKernel).Unmap(",
                "Volatile.Write(ref chunk.Free, ulong.MaxValue);\n"
                + "_ = default(NativeKernel).Unmap("))
        {
            FirstSeed = 5910,
        },
        new("C: which states are free is noted in droppable memory",
            new(LeasedStates,
                "ulong free = Volatile.Read(ref chunk.Free);",
                "ulong free = FreeOf(chunk.States);"),
            new(LeasedStates, Exchange, "ulong seen = free;\n" + "Note(chunk.States, free);"),
            new(LeasedStates,
                "    private static bool TryGrow()",
                """
                    private static ulong FreeOf(nint states)
                    {
                        ulong free = 0;
                        for (int i = 0; i < 8; i++)
                        {
                            nint end = states + ((i + 1) * NativeVdso.Stride);
                            free |= DirectAccess.ReadUInt64((ulong*)end - 1) == 0 ? 1UL << i : 0;
                        }

                        return free;
                    }

                    private static void Note(nint states, ulong free)
                    {
                        int index = BitOperations.TrailingZeroCount(free);
                        nint end = states + ((index + 1) * NativeVdso.Stride);
                        DirectAccess.WriteUInt64((ulong*)end - 1, 1);
                    }

                    private static bool TryGrow()
                """)),
        new("C: a handler may come while a state is taken",
            new Edit(LeasedStates, " || !TryStopHandlers()", "")),
        new("C: a thread that ends may take a state again",
            new Edit(
                LeasedStates, "_ = RawLibc.SetSpecific(s_keyPlusOne - 1, Ending);", ""))
        {
            FirstSeed = 4886,
        },
        new("C: a thread that ends keeps its state",
            new Edit(LeasedStates, "        Free(state); Free(later);", "")),
        new("C: memory that was refused is taken for a chunk",
            new(LeasedStates, "if (states <= 0)", "if (states == 0)"),
            new(LeasedStates,
                "StateTable.Add(state);",
                "if (state > 0) { StateTable.Add(state); }")),
        new("C: chunks from before a fork are returned on both sides",
            new Edit(
                Requests,
                "bool isOwn = wanted <= KeyExpansion.MaxChunkBytes"
                + " || Volatile.Read(ref own) != 0;",
                "bool isOwn = true;")),
        new("C: a batch and a request of many chunks have one mark",
            new Edit(
                Requests,
                "ref *(ulong*)(memory + KeyExpansion.CallerWordOffset);",
                "ref *GeneratorMemory.Mark(memory);")),
        new("C: a request is entered by the handler that interrupts it",
            new Edit(
                Requests,
                "if (!isPlain || !mark.TrySet<DirectAccess>())",
                "if (!isPlain)")),
        new("C: an expansion is entered by the handler that interrupts it",
            new Edit(
                Requests,
                "== Exclusive || !mark.TrySet<DirectAccess>())",
                "== Exclusive)")),
        new("C: the mark is cleared before the batch is",
            new Edit(
                Requests,
                "nint result = Generator.TryTake(",
                "mark.Clear<DirectAccess>();\nnint result = Generator.TryTake(")),
        new("C: half a key is a key",
            new Edit(Requests, "return result == ChaCha20Blocks.KeyBytes;", "return result > 0;")),
        new("C: a chunk that came short counts as full",
            new Edit(
                Requests, "done += (nuint)Math.Max(served, 0);", "done += (nuint)chunk;")),
    ];
}

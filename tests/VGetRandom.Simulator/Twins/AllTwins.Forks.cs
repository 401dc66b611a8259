namespace VGetRandom.Simulator.Twins;

// The guard against forks of the machine.
internal static partial class AllTwins
{
    private const string MachineForks = "VGetRandom/Forks/MachineForks.cs";
    private const string ForkWitness = "VGetRandom/Forks/ForkWitness.cs";

    private const string LastLook = "IsStill(mark) || ++rounds > MaxRounds;";
    private const string Notes = "&& noted == ForkMark.Read(counter);";

    private const string Ends =
        "IsStill(mark) && Interlocked.CompareExchange(ref _known, mark, known) == known;";

    private const string Asks = "awaited = mark; bool hasReseeded";

    private static Twin[] OfTheForks { get; } =
    [
        new("the page's counter is not compared", new Edit(FunctionWitness, Notes, ";"))
        {
            FirstSeed = 20032,
        },
        new("what a page has from before a fork is marked anew",
            new(ForkWitness,
                "Wipe(memory); DirectAccess.WriteUInt64(GeneratorMemory.Mark(memory), mark);",
                "DirectAccess.WriteUInt64(GeneratorMemory.Mark(memory), mark);"),
            new(FunctionWitness, Notes, ";")),
        new("the counter is looked at before the draw only",
            new Edit(MachineForks, LastLook, "true;")),
        new("a dropped page ends the wait",
            new(ForkWitness, "if (!isNoted || before == 0)", "if (!isNoted)"),
            new(ForkWitness,
                "after != 0 && after != before && DirectAccess.ReadUInt64(awaited) == mark;",
                "after != before;"))
        {
            FirstSeed = 1204,
        },
        new("the counter is read again when it is made known",
            new Edit(
                MachineForks,
                Ends,
                "Interlocked.CompareExchange(ref _known, ForkMark.Read(Counter), known)"
                + " == known;"))
        {
            FirstSeed = 7616,
        },
        new("one leads and all others wait for it",
            new(MachineForks,
                "ulong awaited = 0; int changes",
                "ulong awaited = 0; bool leads = false; int changes"),
            new(MachineForks,
                Asks,
                """
                awaited = mark;
                leads |= Interlocked.CompareExchange(ref _wait, mark, 0UL) == 0;
                if (!leads)
                {
                    kernel.Sleep();
                    continue;
                }

                bool hasReseeded
                """),
            new(MachineForks,
                Ends,
                """
                IsStill(mark)
                    && Interlocked.CompareExchange(ref _known, mark, known) == known
                    && (_wait = 0) == 0;
                """)),
        new("nobody sleeps between questions",
            new Edit(MachineForks, "kernel.Sleep();", "")),
        new("the clock is read before the start of the wait",
            new(MachineForks,
                "ulong seen = Volatile.Read(ref _wait); uint nowMs = (uint)kernel.ReadMs();",
                "uint nowMs = (uint)kernel.ReadMs(); ulong seen = Volatile.Read(ref _wait);"),
            new(MachineForks, "waitedMs < uint.MaxValue - ForkSettings.MaxBoundMs;", "true;"))
        {
            FirstSeed = 20032,
        },
        new("there is no bound",
            new Edit(
                MachineForks,
                "return waitedMs >= (uint)_boundMs && waitedMs",
                "return false && waitedMs")),
        new("the generation is that from before the fork",
            new Edit(
                ForkWitness,
                "Wipe(memory); _ = TryAsk(memory); DirectAccess.WriteUInt64(awaited, mark);",
                "DirectAccess.WriteUInt64(awaited, mark);")),
        new("a request within another waits on its state",
            new Edit(
                Requests,
                "return AskKernel(buffer, length, flags); }",
                """
                return NativeForks.TryEnter(
                    (byte*)state + NativeVdso.MemoryOffset, flags, out _)
                    ? AskKernel(buffer, length, flags)
                    : -Errno.EAGAIN;
                }
                """)),
    ];
}

namespace VGetRandom.Simulator.Twins;

/// <summary>The broken twins. Each undoes one rule, and the simulator must catch it.</summary>
internal static partial class AllTwins
{
    private const string Algorithm = "VGetRandom.Reference/Algorithm.cs";
    private const string KeyExpansion = "VGetRandom/Generator/KeyExpansion.cs";
    private const string RequestMark = "VGetRandom/Generator/RequestMark.cs";

    private const string Recheck =
        "return TAccess.ReadUInt64(stateGeneration) == generation\n"
        + "            && _info.ReadGeneration() == generation;";

    private const string Serve =
        "isServed = TryServe(buffer, clamped, (byte*)state);";

    private const string Sentinel = "TAccess.WriteUInt64(mark, Mark);";

    public static Twin[] All =>
        [.. OfTheAlgorithm, .. OfTheGenerator, .. OfThePools, .. OfTheForks];

    private static Twin[] OfTheAlgorithm { get; } =
    [
        new("the generation is stored after the key",
            new(Algorithm, "TAccess.WriteUInt64(stateGeneration, generation);", ""),
            new(Algorithm,
                "TLayout.WriteRemaining<TAccess>(state, 0);",
                "TLayout.WriteRemaining<TAccess>(state, 0);\n"
                + "TAccess.WriteUInt64(stateGeneration, generation);")),
        new("no check at the end", new Edit(Algorithm, Recheck, "return true;")),
        new("the check at the end knows the state's generation from a register",
            new Edit(Algorithm, Recheck, "return _info.ReadGeneration() == generation;")),
        new("the check at the end forgets the kernel's generation",
            new Edit(
                Algorithm, Recheck, "return TAccess.ReadUInt64(stateGeneration) == generation;")),
        new("what is handed out stays in the batch",
            new Edit(Algorithm, "TAccess.Clear(source, count);", "")),
        new("the key is not replaced with the batch",
            new Edit(
                Algorithm,
                "(nuint)TLayout.BatchKeyBytes / ChaCha20Blocks.BlockBytes, key,",
                "((nuint)TLayout.BatchKeyBytes / ChaCha20Blocks.BlockBytes) - 1, key,")),
        new("the key is not replaced when whole blocks were enough",
            new Edit(
                Algorithm,
                "length -= blocks * ChaCha20Blocks.BlockBytes;",
                "length -= blocks * ChaCha20Blocks.BlockBytes;\n"
                + "if (length == 0) { return; }")),
        new("a new batch counts its blocks from 0",
            new Edit(
                Algorithm,
                "length -= blocks * ChaCha20Blocks.BlockBytes;",
                "length -= blocks * ChaCha20Blocks.BlockBytes;\ncounter = 0;")),
        new("it retries for as long as it takes",
            new Edit(Algorithm, "attempt < 2;", "attempt < int.MaxValue;")),
        new("the mark is cleared before the request is served",
            new Edit(Algorithm, Serve, $"mark.Clear<TAccess>();\n{Serve}")),
        new("the mark is in the page alone",
            new Edit(RequestMark, "if (TAccess.ReadByte(address) != 0)", "if (false)")),
        new("the mark is never set",
            new Edit(RequestMark, "TAccess.WriteByte(address, 1);", "")),
        new("generation 0 is served",
            new Edit(
                Algorithm,
                "if (generation == 0 || (TAccess",
                "if (false || (TAccess")),
        new("half a key is a key",
            new Edit(
                Algorithm,
                "0) != ChaCha20Blocks.KeyBytes)",
                "0) <= 0)")),
        new("a reseed that failed leaves its generation",
            new Edit(Algorithm, "TAccess.WriteUInt64(stateGeneration, 0);", "")),
        new("a reseed keeps the old batch",
            new Edit(Algorithm, "TLayout.WriteRemaining<TAccess>(state, 0);", "")),
        new("what was taken is not counted",
            new Edit(
                Algorithm,
                "TLayout.WriteRemaining<TAccess>(state, remaining - count);",
                "TLayout.WriteRemaining<TAccess>(state, remaining);")),
        new("a batch is good for as long as it lasts",
            new(Algorithm, Recheck, "return TAccess.ReadUInt64(stateGeneration) == generation;"),
            new(Algorithm,
                "|| (TAccess.ReadUInt64(stateGeneration) != generation\n"
                + "                    && !Reseed(state, generation)))",
                "|| ((generation = Kept(stateGeneration, generation)) == 0)\n"
                + "|| (TAccess.ReadUInt64(stateGeneration) != generation\n"
                + "&& !Reseed(state, generation)))"),
            new(Algorithm,
                "    private static void Fill(",
                "    private static ulong Kept(ulong* state, ulong generation) =>\n"
                + "TAccess.ReadUInt64(state) is not 0 and var kept ? kept : generation;\n"
                + "    private static void Fill(")),
        new("an expansion does not look at its sentinel again",
            new Edit(KeyExpansion, "isFilled = TAccess.ReadUInt64(mark) == Mark;", "")),
        new("an expansion's sentinel is written after the key",
            new(KeyExpansion, Sentinel, ""),
            new(KeyExpansion,
                "bool isFilled = source.TryGetKey(key);",
                $"bool isFilled = source.TryGetKey(key);\n{Sentinel}")),
        new("an expansion leaves its key",
            new Edit(
                KeyExpansion,
                "TAccess.Clear(memory, CallerWordOffset);",
                "TAccess.Clear(memory, 8);")),
        new("an expansion leaves the tail",
            new Edit(
                KeyExpansion,
                "TAccess.Clear(memory, CallerWordOffset);",
                "TAccess.Clear(memory, TailOffset);")),
        new("an expansion goes on without a key",
            new Edit(
                KeyExpansion,
                "bool isFilled = source.TryGetKey(key);",
                "bool isFilled = source.TryGetKey(key) | true;")),
        new("an expansion's tail counts from 0",
            new Edit(
                KeyExpansion,
                "TAccess.Generate(tail, 1, key, ref counter);",
                "counter = 0;\nTAccess.Generate(tail, 1, key, ref counter);")),
    ];
}

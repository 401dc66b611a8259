namespace VGetRandom.Simulator.Twins;

// The generator and its two witnesses.
internal static partial class AllTwins
{
    private const string Generator = "VGetRandom/Generator/Generator.cs";
    private const string FunctionWitness = "VGetRandom/Generator/FunctionWitness.cs";
    private const string PublishedWitness = "VGetRandom/Managed/PublishedWitness.cs";

    private const string MarkIsThere =
        "DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) is not 0 and var noted"
        + " && noted == ForkMark.Read(counter);";

    private const string GenerationIsCurrent =
        "DirectAccess.ReadUInt64(GeneratorMemory.Generation(memory)) is not 0 and var noted"
        + " && noted == info.ReadGeneration()"
        + " && DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) == ForkMark.Read(counter);";

    private const string StepBefore = "byte before = DirectAccess.ReadByte(step);";

    // Behind the longest copy of any simulated state.
    private const string StepKept = "GeneratorMemory.Copy(memory) + WitnessPlace.MaxBytes - 1";

    private const string HasKey =
        "== ChaCha20Blocks.KeyBytes) { return true;";

    private const string Note =
        "DirectAccess.Copy( GeneratorMemory.Copy(memory),"
        + " memory - memoryOffset + place.Offset, (uint)place.Bytes);";

    private const string NoteMark =
        "DirectAccess.WriteUInt64(GeneratorMemory.Mark(memory), mark);";

    private const string NoteBoth = "DirectAccess.WriteUInt64(noted, generation);" + NoteMark;

    private const string ForgetCopy =
        "DirectAccess.Clear(GeneratorMemory.Copy(memory), WitnessPlace.MaxBytes);";

    private static Twin[] OfTheGenerator { get; } =
    [
        new("the witness is not compared",
            new Edit(
                FunctionWitness,
                "return DirectAccess.AreEqual(\n"
                + "            state + place.Offset, GeneratorMemory.Copy(memory), place.Bytes)\n"
                + "                ? Freshness.Fresh\n"
                + "                : Freshness.Stale;",
                "return Freshness.Fresh;")),
        new("the step is not looked at",
            new Edit(
                FunctionWitness, " || DirectAccess.ReadByte(step) == before)", ")")),
        new("the step is that of the refill",
            new(FunctionWitness, StepBefore, $"byte before = DirectAccess.ReadByte({StepKept});"),
            new(FunctionWitness,
                $"public void Note(byte* memory) => {Note}",
                $$"""
                public void Note(byte* memory)
                {
                    {{Note}}
                    DirectAccess.WriteByte(
                        {{StepKept}},
                        DirectAccess.ReadByte(memory - memoryOffset + place.StepOffset));
                }
                """)),
        new("the batch has no mark", new Edit(FunctionWitness, MarkIsThere, "true;")),
        new("the mark is read before the batch",
            new(Generator,
                "DirectAccess.Move(buffer, source, length);",
                "bool isConfirmed = witness.Confirm(memory);\n"
                + "DirectAccess.Move(buffer, source, length);"),
            new(Generator,
                "batch. Volatile.ReadBarrier(); return witness.Confirm(memory);",
                "batch.\n        return isConfirmed;")),
        new("another call leaves the batch and its copy",
            new Edit(
                FunctionWitness,
                "Forget(memory); return function.Invoke(buffer",
                "return function.Invoke(buffer")),
        new("another call leaves the copy", new Edit(FunctionWitness, ForgetCopy, "")),
        new("the generation is not compared",
            new Edit(
                FunctionWitness,
                "GeneratorMemory.Copy(memory), place.Bytes)",
                "GeneratorMemory.Copy(memory), place.Bytes - sizeof(ulong))")),
        new("half a key of the function's is a key",
            new Edit(
                FunctionWitness,
                $"            {HasKey}",
                "            > 0) { return true;"))
        {
            FirstSeed = 1510,
        },
        new("the batch is in another page than its mark",
            new(StateGeometry, "PageSize = pageSize;", "PageSize = PagesOf(stateSize) * pageSize;"),
            new(StateGeometry,
                "MemoryOffset = RoomFor(stateSize);",
                "MemoryOffset = PagesOf(stateSize) == 2\n"
                + "? pageSize - GeneratorMemory.Bytes + GeneratorMemory.BatchKeyBytes\n"
                + ": RoomFor(stateSize);"),
            new(StateGeometry,
                "private static int RoomFor(",
                "private static int PagesOf(int stateSize) => stateSize == 0\n"
                + "|| Machine.Current.Memory.PageBytes < 4096 ? 1 : 2;\n"
                + "private static int RoomFor(")),
        new("no bytes are asked for, too",
            new Edit(Generator, "return length - 1 < remaining", "return length <= remaining")),
        new("more is taken than there is",
            new Edit(Generator, "return length - 1 < remaining", "return true")),
        new("bytes are taken of which the witness does not know",
            new Edit(
                Generator,
                "&& witness.Ask(memory, flags) == Freshness.Fresh",
                "&& witness.Ask(memory, flags) >= 0")),
        new("a value is taken of which the witness does not know",
            new Edit(Generator, "|| witness.Ask(memory, 0) != Freshness.Fresh", "")),
        new("a stale batch is served where a new one could be made",
            new Edit(
                Generator,
                "if (answer == Freshness.Fresh && length <= remaining",
                "if (length <= remaining")),
        new("a value is not confirmed",
            new Edit(
                Generator,
                "left); Volatile.ReadBarrier(); return witness.Confirm(memory);",
                "left); return true;")),
        new("what is taken stays in the batch",
            new Edit(
                Generator,
                "DirectAccess.Move(buffer, source, length);",
                "DirectAccess.Copy(buffer, source, length);")),
        new("a value that is taken stays in the batch",
            new Edit(Generator, "DirectAccess.Clear(source, (uint)sizeof(T));", "")),
        new("what is taken is not counted",
            new Edit(
                Generator,
                "DirectAccess.Move(buffer, source, length);"
                + "DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), left);",
                "DirectAccess.Move(buffer, source, length);")),
        new("a value that is taken is not counted",
            new Edit(
                Generator,
                "DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), left); Vol",
                "Vol")),
        new("a refill goes on without a key",
            new Edit(
                Generator,
                "if (!witness.TryGetKey(memory, flags, mark))",
                "if (!witness.TryGetKey(memory, flags, mark) && false)")),
        new("a refill does not replace the key",
            new Edit(
                Generator,
                "BatchBlocks.Generate(GeneratorMemory.Batch(memory), GeneratorMemory.Key(memory));",
                "ulong counter = 0;\nDirectAccess.Generate(GeneratorMemory.Batch(memory),"
                + " (nuint)(GeneratorMemory.BatchKeyBytes / 64) - 1,"
                + " GeneratorMemory.Key(memory), ref counter);")),
        new("batches are made for as long as it takes",
            new Edit(Generator, "refills == 1 || ", "")),
        new("published: nothing is checked at the end",
            new Edit(PublishedWitness, GenerationIsCurrent, "true;")),
        new("published: the mark is not checked at the end",
            new Edit(PublishedWitness, GenerationIsCurrent, "info.ReadGeneration() != 0;")),
        new("published: the kernel's generation is not checked at the end",
            new Edit(
                PublishedWitness,
                GenerationIsCurrent,
                "DirectAccess.ReadUInt64(GeneratorMemory.Generation(memory)) != 0;")),
        new("published: the generation is noted after the key",
            new(PublishedWitness, NoteBoth, ""),
            new(PublishedWitness,
                HasKey,
                "== ChaCha20Blocks.KeyBytes)\n{\n" + NoteBoth + "\nreturn true;")),
        new("published: the generation is read after the key",
            new(PublishedWitness, NoteBoth, ""),
            new(PublishedWitness,
                HasKey,
                "== ChaCha20Blocks.KeyBytes)\n{\n"
                + "DirectAccess.WriteUInt64(noted, info.ReadGeneration());" + NoteMark
                + "\nreturn true;")),
        new("published: generation 0 is served",
            new(PublishedWitness,
                "if (generation == 0) { return false; }", ""),
            new(PublishedWitness,
                GenerationIsCurrent,
                "DirectAccess.ReadUInt64(GeneratorMemory.Generation(memory))"
                + " == info.ReadGeneration();")),
        new("published: a key that failed leaves its generation",
            new Edit(PublishedWitness, "DirectAccess.WriteUInt64(noted, 0);", "")),
        new("published: half a key is a key",
            new Edit(PublishedWitness, HasKey, "> 0)\n{\nreturn true;")),
    ];
}

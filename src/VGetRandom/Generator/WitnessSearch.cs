using VGetRandom.Kernel;

namespace VGetRandom.Generator;

/// <summary>Finds by experiment where the kernel's function keeps its key, and which byte steps.
/// </summary>
/// <remarks>
/// The search asks for one byte at a time on an empty state until the function replaces its key.
/// Words that no earlier request changed are the witness; a byte that every request changed is the
/// step. The search assumes no layout, and refuses a function that behaves otherwise.
/// </remarks>
// SAFETY: the caller guarantees stateBytes at state and GeneratorMemory.Bytes at memory, for itself
// alone; Find checks that the notes fit into the batch.
internal readonly unsafe struct WitnessSearch<TFunction>(
    TFunction function, byte* state, int stateBytes, byte* memory)
    where TFunction : struct, IVdsoFunction
{
    // More than the bytes of any kernel's batch: a function that makes system calls never re-keys.
    private const int MaxRequests = 300;

    // One round is not enough: a batch byte that is 0 by chance looks unchanged when erased.
    private const int Rounds = 3;

    private const int MinKeyBytes = 16;
    private const int WordBytes = sizeof(ulong);
    private const int NoteCount = 5;

    private int Words => stateBytes / WordBytes;

    // The notes lie where the batch will be, a word for each word of the state. The first is a copy
    // of the state, key included. In the other four, 0xFF marks the bytes that each comment names.
    private ulong* Before => (ulong*)GeneratorMemory.Batch(memory);

    // Bytes that no request of this round has changed.
    private ulong* Untouched => Before + Words;

    // Bytes that no request before a new key has changed, in any round.
    private ulong* LeftAlone => Untouched + Words;

    // Bytes that every request has changed.
    private ulong* Stepping => LeftAlone + Words;

    // Bytes that changed with the key and not before, in some round.
    private ulong* Renewed => Stepping + Words;

    /// <summary>Makes the experiment, and leaves state and batch empty.</summary>
    /// <param name="place">Where to look.</param>
    public WitnessVerdict Find(out WitnessPlace place)
    {
        place = default;
        if (NoteCount * Words * WordBytes > GeneratorMemory.BatchKeyBytes)
        {
            return WitnessVerdict.StateTooLarge;
        }

        // If the kernel drops the page, the mark vanishes together with some of the notes.
        ulong* mark = GeneratorMemory.Mark(memory);
        DirectAccess.WriteUInt64(mark, 1);
        WitnessVerdict verdict = TryRounds();
        if (verdict == WitnessVerdict.Found)
        {
            verdict = Locate(out place);
        }

        if (verdict == WitnessVerdict.Found && DirectAccess.ReadUInt64(mark) == 0)
        {
            verdict = WitnessVerdict.Disturbed;
            place = default;
        }

        // Clear piece by piece: to clear much at once, the base library needs a runtime.
        DirectAccess.Clear(state, (uint)stateBytes);
        for (int i = 0; i < NoteCount; i++)
        {
            DirectAccess.Clear((byte*)(Before + (i * Words)), (uint)(Words * WordBytes));
        }

        return verdict;
    }

    private WitnessVerdict TryRounds()
    {
        for (int i = 0; i < Words; i++)
        {
            LeftAlone[i] = Stepping[i] = ulong.MaxValue;
            Renewed[i] = 0;
        }

        int requestsOfFirst = 0;
        for (int round = 0; round < Rounds; round++)
        {
            WitnessVerdict verdict = TryRound(out int requests);
            if (verdict != WitnessVerdict.Found)
            {
                return verdict;
            }

            // A reseed or a dropped page brings the new key early.
            requestsOfFirst = round == 0 ? requests : requestsOfFirst;
            if (requests != requestsOfFirst)
            {
                return WitnessVerdict.Disturbed;
            }
        }

        return WitnessVerdict.Found;
    }

    /// <summary>Asks on an empty state until the function replaces its key.</summary>
    private WitnessVerdict TryRound(out int requests)
    {
        requests = 0;
        DirectAccess.Clear(state, (uint)stateBytes);
        if (!TryAsk())
        {
            return WitnessVerdict.Unserved;
        }

        CopyState();
        for (int i = 0; i < Words; i++)
        {
            Untouched[i] = ulong.MaxValue;
        }

        for (requests = 1; requests <= MaxRequests; requests++)
        {
            if (!TryAsk())
            {
                return WitnessVerdict.Unserved;
            }

            int newBytes = 0;
            for (int i = 0; i < Words; i++)
            {
                newBytes += ByteMask.Count(ChangedBytes(i) & Untouched[i]);
            }

            bool isNewKey = newBytes >= MinKeyBytes;
            for (int i = 0; i < Words; i++)
            {
                Note(i, isNewKey);
            }

            if (isNewKey)
            {
                return WitnessVerdict.Found;
            }

            CopyState();
        }

        return WitnessVerdict.NoNewKey;
    }

    private void Note(int word, bool isNewKey)
    {
        ulong changed = ChangedBytes(word);
        Stepping[word] &= changed;
        if (isNewKey)
        {
            LeftAlone[word] &= Untouched[word];
            Renewed[word] |= changed & Untouched[word];
        }
        else
        {
            Untouched[word] &= ~changed;
        }
    }

    private WitnessVerdict Locate(out WitnessPlace place)
    {
        place = default;
        int first = 0;
        while (first < Words && !(IsLeftAlone(first) && Renewed[first] != 0))
        {
            first++;
        }

        // Words that never changed at all may lie before the key as well as after it.
        int end = first;
        for (; first > 0 && IsLeftAlone(first - 1); first--)
        {
        }

        int keyBytes = 0;
        for (; end < Words && IsLeftAlone(end); end++)
        {
            keyBytes += ByteMask.Count(Renewed[end]);
        }

        int bytes = (end - first) * WordBytes;
        if (keyBytes < MinKeyBytes
            || bytes is < WitnessPlace.MinBytes or > WitnessPlace.MaxBytes
            || HasKeyFrom(end))
        {
            return WitnessVerdict.NoKey;
        }

        int step = FindStep();
        if (step < 0)
        {
            return WitnessVerdict.NoStep;
        }

        int generation = FindGeneration(first, end);
        if (generation < 0)
        {
            return WitnessVerdict.ReseedUnnoticed;
        }

        place = new(first * WordBytes, bytes, step, generation * WordBytes);
        return WitnessVerdict.Found;
    }

    private bool IsLeftAlone(int word) => LeftAlone[word] == ulong.MaxValue;

    private bool HasKeyFrom(int word)
    {
        for (; word < Words; word++)
        {
            if (IsLeftAlone(word) && Renewed[word] != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>The first byte that every request changed, or -1.</returns>
    private int FindStep()
    {
        for (int i = 0; i < Words * WordBytes; i++)
        {
            if (((byte*)Stepping)[i] != 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Finds the word beside the key by which the function recognises a reseed.</summary>
    /// <returns>The word, or -1 unless there is exactly one.</returns>
    private int FindGeneration(int first, int end)
    {
        int found = -1;
        for (int word = first; word < end; word++)
        {
            if (Renewed[word] == 0 && IsGeneration(word, first, end))
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = word;
            }
        }

        return found;
    }

    /// <summary>Whether the function answers a wrong value with a new key, and corrects it.
    /// </summary>
    private bool IsGeneration(int word, int first, int end)
    {
        ulong* value = (ulong*)state + word;
        CopyState();
        DirectAccess.WriteUInt64(value, ~Before[word]);
        if (!TryAsk() || DirectAccess.ReadUInt64(value) != Before[word])
        {
            return false;
        }

        int newBytes = 0;
        for (int i = first; i < end; i++)
        {
            newBytes += ByteMask.Count(ChangedBytes(i));
        }

        return Before[word] != 0 && newBytes >= MinKeyBytes;
    }

    private bool TryAsk() =>
        function.Invoke(
            GeneratorMemory.Answer(memory),
            1,
            GetRandomAbi.GRND_NONBLOCK,
            state,
            (nuint)stateBytes) == 1;

    private void CopyState() =>
        DirectAccess.Copy((byte*)Before, state, (uint)(Words * WordBytes));

    /// <summary>0xFF for each byte of a word that the last request changed.</summary>
    private ulong ChangedBytes(int word) =>
        ByteMask.OfDifference(((ulong*)state)[word], Before[word]);
}

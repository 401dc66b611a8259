namespace VGetRandom.Simulator.World;

/// <summary>Where each random byte of a family of worlds comes from.</summary>
/// <remarks>
/// A byte is known by its tag: a stream, and a place in it. A stream is what one answer of the
/// kernel's held, or what one key expands to. So two bytes with one tag are the same, whichever
/// world they turn up in, and no byte needs to be computed.
/// <para>
/// The worlds of a family are one history and what became of it in the two sides of a fork. They
/// share streams, and agree about them up to the fork, for both repeat the same steps.
/// </para>
/// </remarks>
internal sealed class Provenance
{
    private const int PlaceBits = 24;

    private readonly List<Stream> _streams = [new(0, 0)];
    private readonly Dictionary<(int Branch, int Answer), int> _answers = [];
    private readonly Dictionary<long, int> _keys = [];
    private readonly Dictionary<(long First, long Other, int OtherAt), long> _mixedKeys = [];

    /// <summary>The tag of the first byte of an answer of the kernel's.</summary>
    /// <param name="branch">Which side of a fork the kernel is on; 0 before any.</param>
    /// <param name="answer">How many there were before, in that world.</param>
    /// <param name="generation">How often the kernel had reseeded.</param>
    public long AnswerOf(int branch, int answer, int generation)
    {
        if (!_answers.TryGetValue((branch, answer), out int stream))
        {
            stream = Add(new(0, generation));
            _answers.Add((branch, answer), stream);
        }

        return (long)stream << PlaceBits;
    }

    /// <summary>The tag of the first byte of what a key expands to.</summary>
    /// <param name="key">The tag of the key's first byte.</param>
    public long ExpansionOf(long key)
    {
        if (!_keys.TryGetValue(key, out int stream))
        {
            stream = Add(new(key, _streams[StreamOf(key)].Generation));
            _keys.Add(key, stream);
        }

        return (long)stream << PlaceBits;
    }

    /// <summary>The tag of a key, by the tags of its bytes.</summary>
    /// <remarks>
    /// A key may begin in one stream and go on in another: a request that empties a batch and goes
    /// on in the next returns such bytes.
    /// </remarks>
    public long KeyOf(ReadOnlySpan<long> tags)
    {
        int parts = 1, otherAt = 0;
        for (int i = 0; i < tags.Length; i++)
        {
            if (tags[i] <= 0)
            {
                return Tag.DistinctNumbers;
            }

            if (i > 0 && tags[i] != tags[i - 1] + 1)
            {
                parts++;
                otherAt = i;
            }
        }

        return parts switch
        {
            1 => tags[0],
            2 => MixedKeyOf(tags[0], tags[otherAt], otherAt),
            _ => Tag.DistinctNumbers,
        };
    }

    /// <summary>How often the kernel had reseeded when it gave what a byte goes back to.</summary>
    public int GenerationOf(long tag) => _streams[StreamOf(tag)].Generation;

    /// <summary>The keys that a byte was made from: its own, that one's own, and so on.</summary>
    public IEnumerable<long> KeysBehind(long tag)
    {
        for (long key = _streams[StreamOf(tag)].Key; key != 0; key = _streams[StreamOf(key)].Key)
        {
            yield return key;
        }
    }

    /// <summary>The byte, in words.</summary>
    public string Describe(long tag) => tag switch
    {
        Tag.Zero => "a zero",
        Tag.DistinctNumbers => "made from something that was no key",
        Tag.Unwritten => "never written",
        _ => $"byte {tag & ((1 << PlaceBits) - 1)} of stream {StreamOf(tag)}, "
            + $"generation {GenerationOf(tag)}",
    };

    private long MixedKeyOf(long first, long other, int otherAt)
    {
        if (!_mixedKeys.TryGetValue((first, other, otherAt), out long key))
        {
            int generation = Math.Min(GenerationOf(first), GenerationOf(other));
            key = (long)Add(new(first, generation)) << PlaceBits;
            _mixedKeys.Add((first, other, otherAt), key);
        }

        return key;
    }

    private static int StreamOf(long tag) => (int)(tag >> PlaceBits);

    private int Add(Stream stream)
    {
        _streams.Add(stream);
        return _streams.Count - 1;
    }

    /// <param name="Key">The tag of the key it comes from, or 0 for an answer of the kernel's.
    /// </param>
    /// <param name="Generation">How often the kernel had reseeded before the root of it.</param>
    private readonly record struct Stream(long Key, int Generation);
}

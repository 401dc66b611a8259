namespace VGetRandom.Simulator.World;

/// <summary>Records where each random byte of a family of runs comes from.</summary>
/// <remarks>
/// A byte's tag names a stream and a place in it. A stream is one answer of the kernel, or what one
/// key expands to. Two bytes with one tag are the same byte, in whichever run they turn up, so no
/// byte needs to be computed.
/// <para>A family is one history and the two sides of its fork. Both sides repeat the same steps up
/// to the fork, so they agree about all streams until then.</para>
/// </remarks>
internal sealed class Provenance
{
    private const int PlaceBits = 24;

    private readonly List<Stream> _streams = [new(0, 0)];
    private readonly Dictionary<(int Branch, int Answer), int> _answers = [];
    private readonly Dictionary<long, int> _keys = [];
    private readonly Dictionary<(long First, long Other, int OtherAt), long> _mixedKeys = [];

    /// <summary>Returns the tag of the first byte of an answer of the kernel.</summary>
    /// <param name="branch">Which side of a fork the kernel is on; 0 before any fork.</param>
    /// <param name="answer">How many answers the kernel gave before, in that run.</param>
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

    /// <summary>Returns the tag of the first byte that a key expands to.</summary>
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

    /// <summary>Returns the tag of a key, given the tags of its bytes.</summary>
    /// <remarks>A key may begin in one stream and go on in another: a request that empties a batch
    /// and continues in the next returns such bytes.</remarks>
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

    /// <summary>How often the kernel had reseeded when it gave the answer that a byte goes back
    /// to.</summary>
    public int GenerationOf(long tag) => _streams[StreamOf(tag)].Generation;

    /// <summary>Returns the keys behind a byte: the one that made it, the one that made that key,
    /// and so on.</summary>
    public IEnumerable<long> KeysBehind(long tag)
    {
        for (long key = _streams[StreamOf(tag)].Key; key != 0; key = _streams[StreamOf(key)].Key)
        {
            yield return key;
        }
    }

    /// <summary>Describes the byte in words.</summary>
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

    /// <param name="Key">The tag of the key that it comes from, or 0 for an answer of the
    /// kernel.</param>
    /// <param name="Generation">How often the kernel had reseeded before the answer at its
    /// root.</param>
    private readonly record struct Stream(long Key, int Generation);
}

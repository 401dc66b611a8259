using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VGetRandom.Sampling;
using VGetRandom.Selection;
using VGetRandom.Uuids;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>A random UUID: version 4 of RFC 9562, section 5.4, with 122 random bits.</summary>
    /// <returns>The UUID; a drop-in for Guid.NewGuid().</returns>
    /// <example><code>Guid customerId = KernelRandom.NewGuid();</code></example>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static Guid NewGuid() => Draws.NewGuid();

    /// <summary>Fills the whole span with random UUIDs, as <see cref="NewGuid"/> makes them.
    /// </summary>
    /// <param name="destination">What to fill. May be empty, and of any length.</param>
    /// <remarks>Makes one request for all of them, which is much cheaper than one by one.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void NewGuids(Span<Guid> destination) => Draws.NewGuids(destination);

    /// <summary>A UUID that begins with the current time: version 7 of RFC 9562, section 5.7, with
    /// 62 random bits.</summary>
    /// <returns>
    /// The UUID. Its first 60 bits without the version (48 bits of Unix time in milliseconds, 12
    /// bits of fraction) are greater than in every UUID that this method returned before in this
    /// process, unless the clock was set back by more than an hour.
    /// </returns>
    /// <remarks>
    /// <para>
    /// The 12 bits are the fraction of the millisecond (section 6.2, method 3). If the clock was
    /// set back, or has not advanced since the last UUID, the time is the last one plus one. A
    /// process that makes more than 4096 UUIDs in a millisecond therefore gets ahead of the clock;
    /// it never waits. Once the last time is more than an hour ahead of the clock, times and their
    /// order restart at the clock, so a clock that was wrong once does no lasting harm. Only their
    /// clocks order the UUIDs of different processes.
    /// </para>
    /// <para>
    /// The UUIDs' text and <see cref="Guid.CompareTo(Guid)"/> have the same order. It holds between
    /// threads whenever one call returned before the other began.
    /// </para>
    /// <para>
    /// The time is no secret. Only the random bits make UUIDs unique, and each UUID gets fresh ones
    /// from the kernel, even in parent and child after a fork. A child continues above the times
    /// that its parent had handed out.
    /// </para>
    /// <para>Makes one request; thread-safe without a lock.</para>
    /// </remarks>
    /// <example>
    /// <code>
    /// Guid orderId = KernelRandom.CreateVersion7();
    /// Guid laterOrderId = KernelRandom.CreateVersion7(); // sorts after orderId
    /// </code>
    /// </example>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static Guid CreateVersion7() => UuidBits.Version7(
        UuidTime.OfProcess.Next(UuidTime.From(DateTime.UtcNow)), ProcessBackend.Next<ulong>());

    /// <summary>A UUID that begins with a given time: version 7 of RFC 9562, section 5.7, with 74
    /// random bits.</summary>
    /// <param name="timestamp">The time; fractions of a millisecond are ignored.</param>
    /// <returns>The UUID; a drop-in for Guid.CreateVersion7(timestamp). UUIDs of different
    /// milliseconds sort by time; those of one millisecond have no order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timestamp"/> is before 1970
    /// began in UTC.</exception>
    /// <remarks>Makes one request. Independent of <see cref="CreateVersion7()"/>.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static Guid CreateVersion7(DateTimeOffset timestamp) =>
        Draws.CreateVersion7(timestamp);

    /// <summary>Fills the whole span with UUIDs that begin with the current time, in increasing
    /// order, as repeated calls of <see cref="CreateVersion7()"/> would.</summary>
    /// <param name="destination">What to fill. May be empty, and of any length.</param>
    /// <remarks>
    /// Makes one request for all of them, which is much cheaper than one by one. All are greater
    /// than any that this process made before, and no other thread gets one in between. They count
    /// up from the clock's time in steps of 1/4096 ms, so a million of them run a quarter of a
    /// second ahead of it.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void CreateVersion7Guids(Span<Guid> destination)
    {
        ProcessSource source = default;
        long first = UuidTime.OfProcess.Next(UuidTime.From(DateTime.UtcNow), destination.Length);
        int rounds = 0;
        ulong mark;
        do
        {
            mark = source.Begin();
            RandomSource.Fill(source, destination);
            for (int i = 0; i < destination.Length; i++)
            {
                ulong random = Unsafe.BitCast<Guid, Vector128<ulong>>(destination[i]).GetElement(1);
                destination[i] = UuidBits.Version7(first + i, random);
            }
        }
        while (!source.Accepts(mark, ref rounds));
    }
}

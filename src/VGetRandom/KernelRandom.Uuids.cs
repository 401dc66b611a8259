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
    /// <remarks>One request for all of them: much cheaper than one by one.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void NewGuids(Span<Guid> destination) => Draws.NewGuids(destination);

    /// <summary>
    /// A UUID that begins with the time of its making: version 7 of RFC 9562, section 5.7, with
    /// 62 random bits.
    /// </summary>
    /// <returns>
    /// The UUID. Its 48 bits of Unix time in milliseconds and the 12 bits after the version are
    /// together greater than in every one that this method returned before in this process, unless
    /// the clock was set back by more than an hour.
    /// </returns>
    /// <remarks>
    /// <para>
    /// Section 6.2, method 3: the 12 bits are the fraction of the millisecond. Where the clock
    /// alone would not bring the UUIDs of a process into order (it was set back, or they come
    /// faster than it can tell) the last time and one more is taken. So one that makes more than
    /// 4096 in a millisecond gets ahead of the clock, by as much as it makes too many; it never
    /// waits. Where the last time is more than an hour ahead, the times begin anew at the clock,
    /// and the order with them: so a clock that was wrong once does no lasting harm. Between
    /// processes only their clocks give an order.
    /// </para>
    /// <para>
    /// The order is that of the UUIDs' text and of <see cref="Guid.CompareTo(Guid)"/>, and holds
    /// between threads wherever one call returned before the other began.
    /// </para>
    /// <para>
    /// The time is not a secret and does not make UUIDs differ, only the random bits do, and those
    /// are fresh from the kernel in each: after a fork, in parent and child alike. A child goes on
    /// above the times that its parent had handed out.
    /// </para>
    /// <para>One request; thread-safe without a lock.</para>
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

    /// <summary>
    /// A UUID that begins with a given time: version 7 of RFC 9562, section 5.7, with 74 random
    /// bits.
    /// </summary>
    /// <param name="timestamp">The time, of which whole milliseconds count.</param>
    /// <returns>
    /// The UUID; a drop-in for Guid.CreateVersion7(timestamp). Those of different milliseconds are
    /// in the order of their times; those of one millisecond are in no order.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="timestamp"/> is before 1970 began in UTC.
    /// </exception>
    /// <remarks>One request. Independent of <see cref="CreateVersion7()"/>.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static Guid CreateVersion7(DateTimeOffset timestamp) =>
        Draws.CreateVersion7(timestamp);

    /// <summary>Fills the whole span with UUIDs that begin with the time of their making, in
    /// increasing order, as so many calls of <see cref="CreateVersion7()"/> would make them.
    /// </summary>
    /// <param name="destination">What to fill. May be empty, and of any length.</param>
    /// <remarks>
    /// One request for all of them: much cheaper than one by one. All are greater than those that
    /// this process made before, and no other thread gets one in between. They count on from the
    /// clock's time by 4096ths of a millisecond: a million are a quarter of a second ahead of it.
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

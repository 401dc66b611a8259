using CsCheck;
using VGetRandom.Uuids;

namespace VGetRandom.Tests.Uuids;

public class UuidTimeTests
{
    [Fact]
    public void A_clock_that_moves_on_is_followed()
    {
        var time = new UuidTime();
        Assert.Equal(1000, time.Next(1000));
        Assert.Equal(5000, time.Next(5000));
        Assert.Equal(5001, time.Next(5001));
        Assert.Equal(5001, time.Last);
    }

    [Fact]
    public void A_clock_that_stands_still_or_goes_back_is_counted_on()
    {
        var time = new UuidTime();
        long now = UuidTime.From(new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(now, time.Next(now));
        Assert.Equal(now + 1, time.Next(now));
        Assert.Equal(now + 2, time.Next(now - 1_000_000));
        Assert.Equal(now + 3, time.Next(now - UuidTime.MaxAhead + 3));
        Assert.Equal(now + 4, time.Next(now + 4));
    }

    [Fact]
    public void A_clock_that_was_wrong_is_not_followed_for_ever()
    {
        var time = new UuidTime();
        long now = UuidTime.From(new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        long wrong = UuidTime.From(new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(wrong, time.Next(wrong));
        Assert.Equal(now, time.Next(now));
        Assert.Equal(now + 1, time.Next(now));
    }

    [Fact]
    public void At_most_an_hour_is_counted_ahead_of_the_clock()
    {
        Assert.Equal(UuidTime.From(DateTime.UnixEpoch.AddHours(1)), UuidTime.MaxAhead);
        var time = new UuidTime();
        const long Now = 1L << 50;
        Assert.Equal(Now + UuidTime.MaxAhead - 1, time.Next(Now + UuidTime.MaxAhead - 1));
        Assert.Equal(Now + UuidTime.MaxAhead, time.Next(Now));
        Assert.Equal(Now, time.Next(Now));
    }

    [Fact]
    public void Many_at_once_are_handed_out_one_after_the_other()
    {
        var time = new UuidTime();
        Assert.Equal(1000, time.Next(1000, 5));
        Assert.Equal(1004, time.Last);
        Assert.Equal(1005, time.Next(1002, 3));
        Assert.Equal(1008, time.Next(1002));
        Assert.Equal(2000, time.Next(2000, 0));
        Assert.Equal(2000, time.Next(2000));

        // Even the last of them is at most an hour ahead of the clock.
        const long Now = 1L << 50;
        long first = Now + UuidTime.MaxAhead - 2;
        Assert.Equal(first, time.Next(first));
        Assert.Equal(first + 1, time.Next(Now, 2));
        Assert.Equal(Now, time.Next(Now));
    }

    [Fact]
    public void Before_1970_times_are_counted_from_0()
    {
        var time = new UuidTime();
        long now = UuidTime.From(new DateTime(1960, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(1, time.Next(now));
        Assert.Equal(2, time.Next(now));
        Assert.Equal(1000, time.Next(1000));
        Assert.Equal(1001, time.Next(now));
    }

    [Fact]
    public void One_that_is_ahead_waits_until_the_clock_is_past_the_last_time()
    {
        var time = new UuidTime();
        long ahead = UuidTime.From(DateTime.UtcNow.AddMilliseconds(300));
        Assert.Equal(ahead, time.Next(ahead));
        time.WaitForClock();
        Assert.InRange(UuidTime.From(DateTime.UtcNow), ahead + 1, long.MaxValue);
    }

    [Fact]
    public void A_full_fraction_runs_over_into_the_milliseconds()
    {
        var time = new UuidTime();
        long lastOfItsMs = UuidTime.From(777, 0xFFF);
        Assert.Equal(lastOfItsMs, time.Next(lastOfItsMs));
        Assert.Equal(UuidTime.From(778, 0), time.Next(lastOfItsMs));
    }

    [Fact]
    public void Any_clock_gives_times_in_order()
    {
        Gen.Long[-100, 100].Array[1, 100].Sample(clock =>
        {
            var time = new UuidTime();
            long last = 0;
            foreach (long now in clock)
            {
                long next = time.Next(now);
                Assert.Equal(Math.Max(last + 1, now), next);
                last = next;
            }
        });
    }

    [Fact]
    public void A_time_is_milliseconds_and_4096ths_of_one()
    {
        DateTime second = DateTime.UnixEpoch.AddSeconds(1);
        Assert.Equal(0, UuidTime.From(DateTime.UnixEpoch));
        Assert.Equal(1000L << 12, UuidTime.From(second));
        Assert.Equal((1000L << 12) + 2048, UuidTime.From(second.AddTicks(5000)));
        Assert.Equal((1000L << 12) + 4095, UuidTime.From(second.AddTicks(9999)));
        Assert.Equal(1001L << 12, UuidTime.From(second.AddTicks(10_000)));
        Assert.InRange(UuidTime.From(DateTime.UnixEpoch.AddTicks(-1)), -1, 0);
        Assert.Equal(-1 << 12, UuidTime.From(DateTime.UnixEpoch.AddMilliseconds(-1)));
        Assert.InRange(UuidTime.From(DateTime.MaxValue), 1L << 58, (1L << 60) - 1);
    }

    [Fact]
    public void Threads_never_get_one_time_twice()
    {
        const int Threads = 4;
        const int Each = 100_000;
        var time = new UuidTime();
        var drawn = new long[Threads][];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
            drawn[thread] = [.. Enumerable.Range(0, Each).Select(i => time.Next(i / 100))]);

        Assert.All(drawn, row => Assert.Equal(row.Order(), row));
        Assert.Equal(Threads * Each, drawn.SelectMany(row => row).Distinct().Count());
    }
}

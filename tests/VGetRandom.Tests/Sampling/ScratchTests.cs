using System.Runtime.InteropServices;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class ScratchTests
{
    [Fact]
    public void What_was_used_of_the_room_is_wiped()
    {
        int[] room = [.. Enumerable.Repeat(1, 20)];
        using (var scratch = new Scratch<int>(room, 10))
        {
            Assert.Equal(10, scratch.Span.Length);
            scratch.Span.Fill(5);
            Assert.Equal(5, room[9]);
        }

        Assert.Equal([.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 10)], room);
    }

    [Fact]
    public void Where_the_room_is_too_small_there_is_other_memory()
    {
        int[] room = [1];
        using var scratch = new Scratch<int>(room, 100_000);
        scratch.Span.Fill(5);
        Assert.Equal(100_000, scratch.Span.Length);
        Assert.Equal([1], room);
        Assert.False(MemoryMarshal.AsBytes(scratch.Span).Overlaps(MemoryMarshal.AsBytes(
            room.AsSpan())));

        scratch.Wipe();
        Assert.False(scratch.Span.ContainsAnyExcept(0));
    }
}

using VGetRandom.Kernel;

namespace VGetRandom.Tests.Kernel;

/// <summary>Which answers of made-up functions to the parameter query are accepted.</summary>
public class VdsoParametersTests
{
    private const int PageBytes = 4096;

    [Theory]
    [InlineData(1)]
    [InlineData(144)]
    [InlineData(147)]
    [InlineData(PageBytes)]
    public void A_usable_answer_is_taken_as_it_is(uint size) =>
        Assert.Equal(
            new VdsoParameters((int)size, 3, 0x28),
            Query(new(0, size, 3, 0x28)).Value);

    [Theory]
    [InlineData(0x28)]
    [InlineData(0x4028)]
    [InlineData(0x20028)]
    public void Flags_are_the_kernels_to_choose_as_long_as_the_memory_is_droppable(uint flags) =>
        Assert.Equal((int)flags, Query(new(0, 144, 3, flags)).Value?.Flags);

    [Theory]
    [InlineData(0x22)]
    [InlineData(0x21)]
    [InlineData(0x20)]
    [InlineData(0x38)]
    [InlineData(0x08)]
    public void Memory_that_is_shared_inherited_or_placed_is_refused(uint flags) =>
        Assert.Contains(
            $"0x{flags:x},", AssertRefused(new(0, 144, 3, flags)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(144)]
    [InlineData(-38)]
    [InlineData(-14)]
    [InlineData(0x1_0000_0000)]
    [InlineData(long.MinValue)]
    public void Only_exactly_zero_is_success(long result)
    {
        // The parameters themselves would do. 0x1_0000_0000 is 0 to whoever reads 32 bits.
        string problem = AssertRefused(new((nint)result, 144, 3, 0x28));
        Assert.Contains($" {result} ", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(PageBytes + 1)]
    [InlineData(0x8000_0000)]
    [InlineData(uint.MaxValue)]
    public void A_state_of_nothing_or_of_more_than_a_page_is_refused(uint size)
    {
        string problem = AssertRefused(new(0, size, 3, 0x28));
        Assert.Contains($" {size} bytes", problem, StringComparison.Ordinal);
        Assert.Contains($" {PageBytes}.", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(0x8000_0003)]
    public void Any_protection_but_read_and_write_is_refused(uint protection)
    {
        string problem = AssertRefused(new(0, 144, protection, 0x28));
        Assert.Contains($" 0x{protection:x},", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0x08)]
    [InlineData(0x02)]
    [InlineData(0x8000_0028)]
    [InlineData(uint.MaxValue)]
    public void Flags_that_mmap_cannot_mean_are_refused(uint flags)
    {
        string problem = AssertRefused(new(0, 144, 3, flags));
        Assert.Contains($" 0x{flags:x},", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_writes_nothing_is_refused() => AssertRefused(new(0, 0, 0, 0));

    [Fact]
    public void The_question_is_put_as_the_kernel_documents_it()
    {
        var seen = new Question();
        _ = VdsoParameters.Query(new FakeFunction(new(0, 144, 3, 0x28), seen), PageBytes);
        Assert.Equal(1, seen.Count);
        Assert.Equal(0, seen.Buffer);
        Assert.Equal(0u, seen.Length);
        Assert.Equal(0u, seen.Flags);
        Assert.NotEqual(0, seen.State);
        Assert.Equal(nuint.MaxValue, seen.StateSize);
    }

    [Fact]
    public void There_is_room_for_all_sixteen_numbers_of_the_answer_and_they_begin_as_zeros()
    {
        // Numbers in the reserved fields, which a newer kernel may use, change nothing.
        var seen = new Question();
        var function = new FakeFunction(new(0, 144, 3, 0x28) { Reserved = 0xFFFF_FFFF }, seen);
        Assert.Equal(
            new VdsoParameters(144, 3, 0x28), VdsoParameters.Query(function, PageBytes).Value);
        Assert.Equal(new uint[16], seen.Before);
    }

    private static Attempt<VdsoParameters> Query(Answer answer) =>
        VdsoParameters.Query(new FakeFunction(answer, new()), PageBytes);

    private static string AssertRefused(Answer answer)
    {
        Attempt<VdsoParameters> attempt = Query(answer);
        Assert.False(attempt.Succeeded);
        Assert.Null(attempt.Value);
        Assert.EndsWith(".", attempt.Problem, StringComparison.Ordinal);
        Assert.StartsWith("the vDSO function ", attempt.Problem, StringComparison.Ordinal);
        return attempt.Problem;
    }

    private sealed record Answer(nint Result, uint Size, uint Protection, uint Flags)
    {
        public uint Reserved { get; init; }
    }

    private sealed class Question
    {
        public int Count { get; set; }

        public nint Buffer { get; set; }

        public nuint Length { get; set; }

        public uint Flags { get; set; }

        public nint State { get; set; }

        public nuint StateSize { get; set; }

        public uint[] Before { get; set; } = [];
    }

    // SAFETY: pointers only pass through here, except for the state: the caller promises room for
    // the sixteen numbers that the kernel writes.
    private readonly unsafe struct FakeFunction(Answer answer, Question seen) : IVdsoFunction
    {
        public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize)
        {
            seen.Count++;
            seen.Buffer = (nint)buffer;
            seen.Length = length;
            seen.Flags = flags;
            seen.State = (nint)state;
            seen.StateSize = stateSize;
            var reply = new Span<uint>(state, 16);
            seen.Before = reply.ToArray();
            reply.Fill(answer.Reserved);
            reply[0] = answer.Size;
            reply[1] = answer.Protection;
            reply[2] = answer.Flags;
            return answer.Result;
        }
    }
}

using System.Runtime.InteropServices;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Generator;

/// <summary>A batch that the kernel's function vouches for, request by request.</summary>
public sealed unsafe class GeneratorTests : IDisposable
{
    // SAFETY: the page has room for a state and the memory behind it until Dispose.
    private const int PageBytes = 4096;
    private const int MemoryOffset = 192;
    private readonly byte* _page = (byte*)NativeMemory.AlignedAlloc(PageBytes, PageBytes);
    private readonly ulong* _counter;
    private readonly FunctionModel _model = new();

    public GeneratorTests()
    {
        NativeMemory.Clear(_page, PageBytes);
        _counter = (ulong*)(_page + PageBytes) - 1;
    }

    private byte* Memory => _page + MemoryOffset;

    private FunctionWitness<ModelFunction> Witness => new(
        _model.Function, FunctionModel.StateBytes, MemoryOffset, FunctionModel.Place, _counter);

    private Generator<FunctionWitness<ModelFunction>> Generator => new(Witness);

    private uint Remaining => *GeneratorMemory.Remaining(Memory);

    public void Dispose() => NativeMemory.AlignedFree(_page);

    [Fact]
    public void Each_request_asks_for_one_byte_and_each_batch_takes_one_key()
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(seen.Add(Convert.ToHexString(Serve(16))));
        }

        int questions = _model.Invocations.Count(call => call.Length == 1);
        int keys = _model.Invocations.Count(call => call.Length == 32);
        Assert.Equal(_model.Invocations.Count, questions + keys);
        Assert.InRange(questions, 1000, 1000 + (3 * keys));

        // The function replaces its own key after 96 bytes.
        Assert.InRange(keys, 1000 / 96, 1000 / 40);
    }

    [Fact]
    public void A_value_is_taken_as_bytes_are()
    {
        _ = Serve(8);
        byte[] next = Foresee(sizeof(ulong));
        Assert.True(Generator.TryTake(Memory, out ulong value));
        Assert.Equal(BitConverter.ToUInt64(next), value);
        Assert.True(Erased(sizeof(ulong)));
    }

    [Fact]
    public void What_is_handed_out_is_erased_and_counted()
    {
        _ = Serve(8);
        uint before = Remaining;
        byte[] next = Foresee(100);
        Assert.Equal(next, Serve(100));
        Assert.Equal(before - 100, Remaining);
        Assert.True(Erased(100));
    }

    [Fact]
    public void After_a_reseed_nothing_of_the_batch_is_served()
    {
        _ = Serve(8);
        byte[] next = Foresee(64);
        _model.Info.Generation++;
        byte[] served = Serve(64);
        Assert.NotEqual(next, served);
        Assert.Equal(2, _model.Invocations.Count(call => call.Length == 32));
    }

    [Fact]
    public void A_page_dropped_while_the_function_is_asked_serves_nothing_of_zeros()
    {
        _ = Serve(8);
        int drops = 0;
        _model.After = _ =>
        {
            if (drops++ == 0)
            {
                NativeMemory.Clear(_page, PageBytes);
            }
        };
        Assert.True(Serve(64).AsSpan().IndexOf(new byte[8]) < 0);
    }

    [Fact]
    public void A_function_that_makes_the_system_call_does_not_vouch()
    {
        _ = Serve(8);
        _model.IsBypassing = true;
        _model.Invocations.Clear();
        Assert.Null(TryServe(8));
        Assert.Equal(0u, Remaining);

        // It must not fetch a key, either, because a new batch would not help.
        Assert.All(_model.Invocations, call => Assert.Equal((1u, 0u), call));
    }

    [Fact]
    public void A_function_that_never_vouches_is_asked_seldom()
    {
        const int Requests = 2000;
        _model.IsBypassing = true;
        for (int i = 0; i < Requests; i++)
        {
            Assert.Null(TryServe(8));
        }

        Assert.InRange(_model.Invocations.Count, 8, Requests / 10);
        _model.IsBypassing = false;
        int unserved = 0;
        while (TryServe(8) is null)
        {
            unserved++;
        }

        Assert.InRange(unserved, 0, 256);
    }

    [Theory]
    [InlineData(-Errno.EAGAIN)]
    [InlineData(-Errno.EPERM)]
    public void Without_an_answer_nothing_is_served(int error)
    {
        _model.Info.IsReady = false;
        _model.Kernel.OnGetRandom = (_, _) => error;
        Assert.Null(TryServe(8, GetRandomAbi.GRND_NONBLOCK));
        Assert.Equal([(1u, GetRandomAbi.GRND_NONBLOCK)], _model.Invocations);
    }

    [Fact]
    public void Without_a_whole_key_there_is_no_batch()
    {
        _model.Before = _ =>
        {
            _model.IsBypassing = _model.Invocations[^1].Length == 32;
            _model.Kernel.OnGetRandom = (length, _) =>
                _model.IsBypassing ? 31 : (nint)length;
        };
        Assert.Null(TryServe(8));
        Assert.Equal(0u, Remaining);
        var key = new ReadOnlySpan<byte>(GeneratorMemory.Key(Memory), 32);
        Assert.True(key.IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void Before_the_function_serves_by_itself_batch_and_copy_are_forgotten()
    {
        _ = Serve(8);
        byte buffer;
        _model.Before = _ =>
        {
            Assert.Equal(0u, Remaining);
            var copy = new ReadOnlySpan<byte>(
                GeneratorMemory.Copy(Memory), WitnessPlace.MaxBytes);
            Assert.True(copy.IndexOfAnyExcept((byte)0) < 0);
        };
        Assert.Equal(1, Witness.Invoke(&buffer, 1, 0, Memory));
        _model.Before = null;
        _ = Serve(8);
    }

    [Fact]
    public void The_key_of_a_batch_is_not_there_once_it_is_made()
    {
        byte[] key = [];
        _model.After = _ =>
        {
            if (_model.Invocations[^1].Length == 32)
            {
                key = new ReadOnlySpan<byte>(GeneratorMemory.Key(Memory), 32).ToArray();
            }
        };
        _ = Serve(8);
        Assert.True(key.AsSpan().IndexOfAnyExcept((byte)0) >= 0);
        Assert.True(new ReadOnlySpan<byte>(_page, PageBytes).IndexOf(key) < 0);
    }

    private byte[] Foresee(int count) => new ReadOnlySpan<byte>(
        GeneratorMemory.Batch(Memory) + Remaining - count, count).ToArray();

    private bool Erased(int count) => new ReadOnlySpan<byte>(
        GeneratorMemory.Batch(Memory) + Remaining, count).IndexOfAnyExcept((byte)0) < 0;

    private byte[] Serve(int length) =>
        TryServe(length) ?? throw new InvalidOperationException("not served");

    private byte[]? TryServe(int length, uint flags = 0)
    {
        byte[] buffer = new byte[length];
        fixed (byte* pinned = buffer)
        {
            return Generator.TryTake(pinned, (nuint)length, Memory, flags)
                || Generator.TryServe(
                    pinned, (nuint)length, Memory, flags, ForkMark.Read(_counter))
                    ? buffer
                    : null;
        }
    }
}

using VGetRandom.Backends;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed;
using VGetRandom.States;
using VGetRandom.Tests.Backends;
using VGetRandom.Tests.Generator;

namespace VGetRandom.Tests.Managed;

public class ManagedBackendTests
{
    private static readonly int s_batchBytes =
        PublishedWitness<FakeKernel, FakeRngInfo>.BatchBytes;

    private const int PieceBytes = 100;
    private readonly KernelScript _script = new();
    private readonly RngInfoScript _info = new();
    private readonly CompanionModel _companion;
    private readonly ManagedBackend<FakeKernel, CompanionFunction, FakeRngInfo> _backend;

    // SAFETY: the word lives as long as the library.
    public unsafe ManagedBackendTests()
    {
        ExpansionReadiness.OfThisProcess.Execute();
        _companion = new CompanionModel(_info);
        var parameters = new VdsoParameters(CompanionModel.StateBytes, 3, 0x28);
        var function = new CompanionFunction(_companion);
        _backend = new(
            new(_script.Kernel, new(_info), ConstantWord.Address),
            new(function, new(_info), CompanionModel.GenerationOffset, CompanionModel.StateBytes),
            new VdsoBackend<FakeKernel, CompanionFunction>(
                function,
                new StatePool<FakeKernel>(
                    _script.Kernel, StateMemory.For(parameters, GeneratorMemory.Bytes), 4096),
                new SyscallBackend<FakeKernel>(
                    _script.Kernel,
                    null,
                    "",
                    _script.NewGuard(),
                    ExpansionReadiness.OfThisProcess),
                "",
                isWitness: false),
            "");
    }

    [Fact]
    public void Each_batch_takes_a_cross_check_and_all_of_them_one_key() => NewThread.Run(() =>
    {
        int numbers = 3 * s_batchBytes / 4;
        var seen = new HashSet<uint>();
        for (int i = 0; i < numbers; i++)
        {
            _ = seen.Add(BitConverter.ToUInt32(Fill(4)));
        }

        Assert.InRange(seen.Count, numbers - 2, numbers);
        Assert.Single(_script.Requests, request => request.Length == 32);
        Assert.All(_companion.Requests, length => Assert.Equal(1u, length));
        Assert.InRange(_companion.Requests.Count, 3, 5);
        Assert.Null(_backend.Info.Fallback);
    });

    [Fact]
    public void A_function_that_goes_by_another_generation_ends_it_for_good() => NewThread.Run(
        () =>
        {
            _ = Fill(4);
            _companion.OnNote = () => 8;
            AssertServedFromBatch();
            AssertServedByFunction(pieces: 1 + (s_batchBytes / PieceBytes));
            Assert.Contains("does not go by", _backend.Info.Fallback, StringComparison.Ordinal);
            Assert.Contains(Libc.MADV_DONTNEED, _script.Advice);

            // Stay with that even if the function were right again: nobody can tell what else was
            // wrong.
            _companion.OnNote = null;
            AssertServedByFunction();
        });

    [Fact]
    public void A_function_that_does_not_serve_ends_it_too() => NewThread.Run(() =>
    {
        _ = Fill(4);
        _companion.IsServing = false;
        AssertServedByFunction(pieces: 1 + (s_batchBytes / PieceBytes));
        Assert.NotNull(_backend.Info.Fallback);
    });

    [Fact]
    public void What_other_threads_have_is_dropped_then() => NewThread.Run(() =>
    {
        using var hasDrawn = new Barrier(2);
        var other = new Thread(() =>
        {
            _ = Fill(4);
            hasDrawn.SignalAndWait();
            hasDrawn.SignalAndWait();
            AssertServedByFunction();
        });
        other.Start();
        hasDrawn.SignalAndWait();
        _companion.OnNote = () => 8;
        AssertServedByFunction();
        hasDrawn.SignalAndWait();
        other.Join();
    });

    [Fact]
    public void A_reseed_within_a_cross_check_is_no_disagreement() => NewThread.Run(() =>
    {
        int notes = 0;
        _companion.OnNote = () => notes++ == 0 ? _info.Generation++ : _info.Generation;
        AssertServedFromBatch();
        Assert.Equal(2, _companion.Requests.Count);
        Assert.Null(_backend.Info.Fallback);
    });

    [Fact]
    public void A_cross_check_that_stays_unclear_leaves_it_to_the_function() => NewThread.Run(
        () =>
        {
            _companion.OnNote = () => _info.Generation++;
            AssertServedByFunction();
            Assert.Contains("unclear", _backend.Info.Fallback, StringComparison.Ordinal);
            Assert.Empty(_script.Advice);
            _companion.OnNote = null;
            AssertServedFromBatch();
        });

    [Fact]
    public void A_published_generation_of_zero_is_never_served_from() => NewThread.Run(() =>
    {
        _ = Fill(4);
        _info.Generation = 0;
        AssertServedByFunction();
        _info.Generation = 9;
        AssertServedFromBatch();
    });

    [Fact]
    public void A_new_generation_takes_a_new_key() => NewThread.Run(() =>
    {
        AssertServedFromBatch();
        _info.Generation = 8;
        AssertServedFromBatch();
        Assert.Equal(2, _script.Requests.Count(request => request.Length == 32));
        Assert.Equal(2, _companion.Requests.Count);
    });

    [Fact]
    public void A_dropped_page_takes_a_new_key() => NewThread.Run(() =>
    {
        AssertServedFromBatch();
        _ = _script.Kernel.Advise(
            ThreadStates.Memory & ~4095, 4096, Libc.MADV_DONTNEED);
        AssertServedFromBatch();
        Assert.Equal(2, _script.Requests.Count(request => request.Length == 32));
    });

    [Theory]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(5000)]
    [InlineData(200_000)]
    public void Large_requests_are_filled_without_the_function(int length) => NewThread.Run(() =>
    {
        byte[] bytes = Fill(length);
        Assert.DoesNotContain((nuint)length, _companion.Requests);
        Assert.DoesNotContain(_script.Requests, request => request.Length > 32);
        var blocks = new HashSet<string>();
        for (int at = 0; at + 16 <= length; at += 16)
        {
            Assert.True(blocks.Add(Convert.ToHexString(bytes.AsSpan(at, 16))));
        }
    });

    [Fact]
    public void Before_it_is_ready_requests_wait_in_the_system_call() => NewThread.Run(() =>
    {
        bool isReady = false;
        _script.OnGetRandom = (length, flags) =>
            flags == GetRandomAbi.GRND_NONBLOCK && !isReady ? -Errno.EAGAIN : (nint)length;
        Assert.All(Fill(16), b => Assert.Equal(KernelScript.FromSyscall, b));
        Assert.Empty(_companion.Requests);
        isReady = true;
        AssertServedFromBatch();
    });

    [Fact]
    public void Without_memory_other_backends_serve_until_there_is_some() => NewThread.Run(() =>
    {
        _script.MapErrno = Errno.ENOMEM;
        Assert.All(Fill(16), b => Assert.Equal(KernelScript.FromSyscall, b));
        Assert.Contains("ENOMEM", _backend.Info.Fallback, StringComparison.Ordinal);
        _script.MapErrno = 0;
        Thread.Sleep(250);
        AssertServedFromBatch();
        Assert.Null(_backend.Info.Fallback);
    });

    [Fact]
    public unsafe void Requests_with_flags_are_the_function_s() => NewThread.Run(() =>
    {
        byte buffer;

        // SAFETY: one byte is asked for, and there is one.
        Assert.Equal(1, _backend.GetRandom(&buffer, 1, GetRandomAbi.GRND_RANDOM));
        Assert.Equal(KernelScript.FromFunction, buffer);
    });

    [Fact]
    public void Doubts_are_found_before_it_is_used() => NewThread.Run(() =>
    {
        Assert.Null(_backend.FindDoubt());
        _companion.OnNote = () => 8;
        Assert.Contains("disagreed", _backend.FindDoubt(), StringComparison.Ordinal);
        _companion.OnNote = () => _info.Generation++;
        Assert.Contains("unclear", _backend.FindDoubt(), StringComparison.Ordinal);
    });

    [Fact]
    public void A_generator_that_is_not_ready_is_a_doubt() => NewThread.Run(() =>
    {
        _script.OnGetRandom = (_, _) => -Errno.EAGAIN;
        Assert.Contains("not ready", _backend.FindDoubt(), StringComparison.Ordinal);
    });

    private void AssertServedFromBatch()
    {
        byte[] bytes = Fill(16);
        Assert.Contains(bytes, b => b != KernelScript.FromFunction);
        Assert.Contains(bytes, b => b != KernelScript.FromSyscall);
        Assert.Contains(bytes, b => b != 0);
    }

    /// <summary>Draws often enough to empty a batch, and checks the last bytes.</summary>
    private void AssertServedByFunction(int pieces = 1)
    {
        byte[] bytes = [];
        for (int i = 0; i < pieces; i++)
        {
            bytes = Fill(PieceBytes);
        }

        Assert.All(bytes, b => Assert.Equal(KernelScript.FromFunction, b));
    }

    private unsafe byte[] Fill(int length)
    {
        byte[] buffer = new byte[length];

        // SAFETY: the buffer is pinned and has length bytes.
        fixed (byte* pinned = buffer)
        {
            _backend.Fill(pinned, (nuint)length);
        }

        return buffer;
    }
}

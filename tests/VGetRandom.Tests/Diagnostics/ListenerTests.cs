using System.Diagnostics.Tracing;
using VGetRandom.Backends;
using VGetRandom.Diagnostics;
using VGetRandom.Kernel;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Diagnostics;

/// <summary>A listener's code runs in the middle of a request, and may do anything.</summary>
public sealed class ListenerTests
{
    private readonly VdsoBackend<FakeKernel, FakeFunction> _withoutMemory =
        new KernelScript { MapErrno = Errno.ENOMEM }.NewVdsoBackend();

    [Fact]
    public void What_happens_while_a_listener_runs_is_not_told()
    {
        int told = 0;
        int depth = 0;
        int deepest = 0;
        using var listener = new Listener(() =>
        {
            told++;
            deepest = Math.Max(deepest, ++depth);
            if (depth < 20)
            {
                AssertDrawn();
            }

            depth--;
        });
        AssertDrawn();
        Assert.Equal(1, deepest);

        int before = told;
        AssertDrawn();
        Assert.InRange(told, before + 1, int.MaxValue);
    }

    [Fact]
    public void Listeners_that_throw_at_the_start_do_not_end_the_process()
    {
        ProbeProcess probe = ProbeProcess.Run(["throwing-listeners"]);
        Assert.Equal("", probe.Error);
        Assert.Equal(0, probe.ExitCode);
        Assert.Equal("True", probe["served"]);
        Assert.Equal($"{Instruments.All.Length}", probe["instruments"]);
        Assert.Equal("True", probe["told"]);
    }

    private unsafe void AssertDrawn()
    {
        byte* buffer = stackalloc byte[1000];

        // SAFETY: the buffer has as many bytes as are asked for.
        _withoutMemory.Fill(buffer, 1000);
        Assert.Equal(-1, new Span<byte>(buffer, 1000).IndexOfAnyExcept(KernelScript.FromSyscall));
    }

    /// <summary>Listens to events on the thread that made it.</summary>
    private sealed class Listener : EventListener
    {
        private readonly Action _onEvent;
        private readonly Thread _thread = Thread.CurrentThread;

        public Listener(Action onEvent)
        {
            _onEvent = onEvent;
            _ = KernelRandom.NextUInt32();
            Publication.Complete();
            EnableEvents(Publication.Events!, EventLevel.Verbose);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            // Some events of other sources arrive before the constructor is done.
            if (eventData.EventSource.Name == Publication.Name && Thread.CurrentThread == _thread)
            {
                _onEvent();
            }
        }
    }
}

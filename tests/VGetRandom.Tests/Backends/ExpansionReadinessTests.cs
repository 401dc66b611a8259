using VGetRandom.Backends;

namespace VGetRandom.Tests.Backends;

public class ExpansionReadinessTests
{
    private readonly ScriptedReadiness _readiness = new();

    public ExpansionReadinessTests() =>
        Assert.SkipUnless(ExpansionReadiness.IsWorthwhile, "there are no vector registers");

    [Fact]
    public void The_first_question_starts_it_and_nobody_waits()
    {
        Assert.False(_readiness.IsReady);
        Assert.False(_readiness.IsReady);
        Assert.Equal(1, _readiness.Started);
        Assert.Equal(0, _readiness.Compiled);

        _readiness.Execute();
        Assert.True(_readiness.IsReady);
        Assert.Equal(1, _readiness.Started);
        Assert.Equal(1, _readiness.Compiled);
    }

    [Fact]
    public void A_process_that_draws_few_numbers_compiles_nothing()
    {
        for (int request = 0; request < 100; request++)
        {
            Assert.False(_readiness.IsReadyForBatch);
        }

        Assert.Equal(0, _readiness.Started);
        Assert.False(_readiness.IsReadyForBatch);
        Assert.Equal(1, _readiness.Started);
        _readiness.Execute();
        Assert.True(_readiness.IsReadyForBatch);
    }

    [Fact]
    public void However_many_ask_at_once_it_starts_once()
    {
        const int Threads = 16;
        for (int round = 0; round < 100; round++)
        {
            var readiness = new ScriptedReadiness();
            using var barrier = new Barrier(Threads);
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
            {
                barrier.SignalAndWait();
                Assert.False(readiness.IsReady);
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.Equal(1, readiness.Started);
        }
    }

    [Fact]
    public void Where_no_thread_can_start_who_asks_first_compiles()
    {
        _readiness.OnStart = () => false;
        Assert.True(_readiness.IsReady);
        Assert.Equal(1, _readiness.Compiled);
    }

    [Fact]
    public void While_one_compiles_on_the_spot_others_do_not_wait()
    {
        _readiness.OnStart = () => false;
        bool? other = null;
        _readiness.OnCompile = () =>
        {
            var thread = new Thread(() => other = _readiness.IsReady);
            thread.Start();
            thread.Join();
        };
        Assert.True(_readiness.IsReady);
        Assert.Equal(false, other);
    }

    [Fact]
    public void Without_memory_to_compile_in_it_stays_with_the_system_call()
    {
        _readiness.OnCompile = () => throw new InsufficientMemoryException();
        Assert.False(_readiness.IsReady);
        _readiness.Execute();
        Assert.False(_readiness.IsReady);
        Assert.Equal(1, _readiness.Started);
    }

    [Fact]
    public void The_real_one_gets_ready_by_itself()
    {
        var readiness = new ExpansionReadiness();
        Assert.False(readiness.IsReady);
        Assert.True(SpinWait.SpinUntil(() => readiness.IsReady, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void No_process_waits_for_it_to_end()
    {
        var readiness = new WatchedReadiness();
        Assert.False(readiness.IsReady);
        Assert.True(SpinWait.SpinUntil(() => readiness.IsReady, TimeSpan.FromMinutes(1)));
        Assert.NotSame(Thread.CurrentThread, readiness.Thread);
        Assert.True(readiness.IsBackground);
    }

    private sealed class WatchedReadiness : ExpansionReadiness
    {
        public Thread? Thread { get; private set; }

        public bool IsBackground { get; private set; }

        protected override void Compile()
        {
            Thread = Thread.CurrentThread;
            IsBackground = Thread.IsBackground;
        }
    }

    private sealed class ScriptedReadiness : ExpansionReadiness
    {
        private int _started;

        public Func<bool> OnStart { get; set; } = () => true;

        public Action OnCompile { get; set; } = () => { };

        public int Started => _started;

        public int Compiled { get; private set; }

        protected override bool TryStartThread()
        {
            Interlocked.Increment(ref _started);
            return OnStart();
        }

        protected override void Compile()
        {
            Compiled++;
            OnCompile();
        }
    }
}

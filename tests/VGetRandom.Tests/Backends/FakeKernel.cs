using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Tests.Backends;

/// <summary>A kernel that does what a test says, and counts what it is asked.</summary>
internal sealed unsafe class KernelScript
{
    // SAFETY: the pointers are passed on as they come.
    public const byte FromSyscall = 0x5C;
    public const byte FromFunction = 0xF0;

    /// <summary>Answers getrandom(2): length and flags in, return value out.</summary>
    public Func<nuint, uint, nint> OnGetRandom { get; set; } = (length, _) => (nint)length;

    /// <summary>Answers the vDSO function in the same way.</summary>
    public Func<nuint, uint, nint> OnInvoke { get; set; } = (length, _) => (nint)length;

    /// <summary>Runs before mmap answers.</summary>
    public Action OnMap { get; set; } = () => { };

    /// <summary>The errno that mmap fails with, or 0 to give ordinary memory.</summary>
    public int MapErrno { get; set; }

    /// <summary>The one kind of memory that mmap refuses, with EINVAL; 0 for none.</summary>
    public int RefusedMapType { get; set; }

    /// <summary>The advice that madvise refuses, with EINVAL.</summary>
    public List<int> RefusedAdvice { get; } = [Libc.NoSuchAdvice];

    /// <summary>The errno that mprotect fails with, or 0 to succeed without doing
    /// anything.</summary>
    public int ProtectErrno { get; set; }

    /// <summary>Answers whether a page can be read: 0, or a negative errno.</summary>
    public Func<nint, int> OnCheckReadable { get; set; } = _ => -Errno.EFAULT;

    public List<(nuint Length, uint Flags)> Requests { get; } = [];

    /// <summary>The requests that kept the garbage collector waiting.</summary>
    public List<(nuint Length, uint Flags)> QuickRequests { get; } = [];

    public List<(nuint Length, uint Flags)> Invocations { get; } = [];

    /// <summary>The address of the page of the vmclock device, or a negative errno.</summary>
    public nint Clock { get; set; } = -Errno.ENOENT;

    /// <summary>The time on the clock; a sleep adds a millisecond.</summary>
    public long NowMs { get; set; } = 1000;

    /// <summary>Runs after each reading of the clock.</summary>
    public Action OnReadMs { get; set; } = () => { };

    /// <summary>Runs in each sleep.</summary>
    public Action OnSleep { get; set; } = () => { };

    public int Mappings { get; set; }

    /// <summary>The kinds of memory that mmap gave.</summary>
    public List<int> MapTypes { get; } = [];

    public List<int> Advice { get; } = [];

    public int Unmappings { get; set; }

    public FakeKernel Kernel => new(this);

    public FakeFunction Function => new(this);

    /// <summary>Makes the vdso backend on both, with a function that vouches for nothing.</summary>
    public VdsoBackend<FakeKernel, FakeFunction> NewVdsoBackend() => new(
        Function,
        new StatePool<FakeKernel>(
            Kernel,
            StateMemory.For(new VdsoParameters(144, 3, 0x28), GeneratorMemory.Bytes),
            4096),
        new SyscallBackend<FakeKernel>(
            Kernel, null, "", NewGuard(), ExpansionReadiness.OfThisProcess),
        "",
        isWitness: false);

    /// <summary>Makes the guard against forks on <see cref="Clock"/>.</summary>
    public ForkGuard<FakeKernel> NewGuard() =>
        ForkGuard<FakeKernel>.Find(Kernel, ForkSettings.Default);

    /// <summary>The byte to fill an answer with. Keys differ from each other for the first
    /// 256.</summary>
    public byte Mark(nuint length) =>
        length == 32 ? (byte)Requests.Count : FromSyscall;

    public static nint Write(byte* buffer, nint result, byte mark)
    {
        if (result > 0)
        {
            // SAFETY: a test's answer is at most the length of the caller's buffer, except where it
            // lies on purpose; then the mark fills what there is.
            new Span<byte>(buffer, (int)result).Fill(mark);
        }

        return result;
    }
}

internal readonly unsafe struct FakeKernel(KernelScript script) : ICodeKernel
{
    // SAFETY: the pointers are passed on as they come.
    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        script.Requests.Add((length, flags));
        nint result = script.OnGetRandom(length, flags);
        nint written = Math.Min(result, (nint)length);
        _ = KernelScript.Write(buffer, written, script.Mark(length));
        return result;
    }

    public nint GetRandomQuick(byte* buffer, nuint length, uint flags)
    {
        script.QuickRequests.Add((length, flags));
        return GetRandom(buffer, length, flags);
    }

    public nint Map(nuint length, int protection, int flags)
    {
        script.Mappings++;
        script.OnMap();
        if (script.MapErrno != 0)
        {
            return -script.MapErrno;
        }

        int type = flags & Libc.MAP_TYPE;
        if (type == script.RefusedMapType)
        {
            return -Errno.EINVAL;
        }

        script.MapTypes.Add(type);

        // SAFETY: whole pages, zeroed like mmap's; they live as long as the test process.
        nuint alignment = System.Numerics.BitOperations.RoundUpToPowerOf2(length);
        void* memory = NativeMemory.AlignedAlloc(length, alignment);
        NativeMemory.Clear(memory, length);
        return (nint)memory;
    }

    public int Protect(nint address, nuint length, int protection) => -script.ProtectErrno;

    public int Advise(nint address, nuint length, int advice)
    {
        script.Advice.Add(advice);
        if (advice == Libc.MADV_DONTNEED)
        {
            // SAFETY: memory that Map returned, which lives as long as the test process.
            new Span<byte>((void*)address, (int)length).Clear();
        }

        return script.RefusedAdvice.Contains(advice) ? -Errno.EINVAL : 0;
    }

    public int CheckReadable(nint page) => script.OnCheckReadable(page);

    public nint MapClock(nuint length) => script.Clock;

    public long ReadMs()
    {
        long nowMs = script.NowMs;
        script.OnReadMs();
        return nowMs;
    }

    public void Sleep()
    {
        script.NowMs++;
        script.OnSleep();
    }

    public nint TryCopy(nint address, byte* destination, nuint length) => -Errno.EFAULT;

    public int Unmap(nint address, nuint length)
    {
        script.Unmappings++;
        return 0;
    }
}

internal readonly unsafe struct FakeFunction(KernelScript script) : IVdsoFunction
{
    // SAFETY: the pointers are passed on as they come.
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize)
    {
        script.Invocations.Add((length, flags));
        return KernelScript.Write(
            buffer, script.OnInvoke(length, flags), KernelScript.FromFunction);
    }
}

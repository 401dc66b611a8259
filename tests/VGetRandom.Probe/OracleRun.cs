using System.Runtime.InteropServices;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Reference;

namespace VGetRandom.Probe;

/// <summary>Makes a seeded run of requests on both sides, and compares each.</summary>
// SAFETY: both states have two pages each and both buffers BufferBytes; no more is asked for.
internal sealed unsafe class OracleRun
{
    private const int StateBytes = 144;
    private const int BufferBytes = 1 << 14;
    private const int PageBytes = 4096;
    private const int GenerationOffset = 128;
    private const int InUseOffset = 137;

    private readonly PrivateVdso _copy;
    private readonly Random _random;
    private readonly OracleScenario.Directories _directories;
    private readonly Algorithm<OracleScenario.PathKernel, LiveRngInfo, KernelLayout, DirectAccess>
        _ours;

    private readonly ulong* _generation;
    private readonly byte* _ready;
    private readonly byte* _theirPages = Allocate(2 * PageBytes);
    private readonly byte* _ourPages = Allocate(2 * PageBytes);
    private readonly byte* _theirBuffer = Allocate(BufferBytes);
    private readonly byte* _ourBuffer = Allocate(BufferBytes);
    private readonly byte* _ourMark = Allocate(1);

    public OracleRun(
        PrivateVdso copy,
        RngInfoPlace place,
        Random random,
        OracleScenario.Directories directories)
    {
        _copy = copy;
        _random = random;
        _directories = directories;
        _generation = (ulong*)(copy.StandInAddress + place.GenerationOffset);
        _ready = (byte*)(copy.StandInAddress + place.ReadyOffset);
        *_generation = 1;
        *_ready = 1;
        _ours = new(
            default, new((nint)_generation, (nint)_ready), PageBytes);
    }

    public int Requests { get; private set; }

    /// <summary>How many requests were served from a state.</summary>
    public int Served { get; private set; }

    public int Reseeds { get; private set; }

    /// <summary>How many requests both sides refused with an error.</summary>
    public int Errors { get; private set; }

    /// <summary>Makes requests until the sides differ.</summary>
    /// <returns>The first difference, or "none".</returns>
    public string Run(int count)
    {
        Directory.SetCurrentDirectory(_directories.WithKey);
        for (; Requests < count; Requests++)
        {
            Disturb();
            if (Compare() is { } difference)
            {
                return $"{difference} at request {Requests}";
            }
        }

        return "none";
    }

    /// <summary>Changes something about a state or the kernel, as may happen between
    /// requests.</summary>
    private void Disturb()
    {
        switch (_random.Next(100))
        {
            case < 8:
                *_generation = (ulong)_random.NextInt64(1, long.MaxValue);
                break;
            case < 11:
                *_ready = 0;
                break;
            case < 25:
                *_ready = 1;
                break;
            case < 28:
                new Span<byte>(_theirPages, StateBytes).Clear();
                new Span<byte>(_ourPages, StateBytes).Clear();
                break;
            case < 30:
                _theirPages[InUseOffset] = _ourPages[InUseOffset] = 1;
                break;
            case < 40:
                _theirPages[InUseOffset] = _ourPages[InUseOffset] = 0;
                break;
            case 40 when _random.Next(20) == 0:
                Directory.SetCurrentDirectory(_directories.WithoutKey);
                break;
            case 41:
                Directory.SetCurrentDirectory(_directories.WithKey);
                break;
            default:
                break;
        }
    }

    private string? Compare()
    {
        int kind = _random.Next(100);
        nuint length = (nuint)(kind < 95 ? _random.Next(301) : _random.Next(BufferBytes));
        uint flags = kind % 10 == 0 ? (uint)_random.Next(16) : 0;
        nuint stateBytes = kind == 51 ? (nuint)_random.Next(300) : StateBytes;

        // The parameter query, which takes no state, is tested elsewhere.
        int offset = kind == 53 ? PageBytes - _random.Next(1, StateBytes) : 0;
        ulong before = *(ulong*)(_ourPages + GenerationOffset);

        byte filler = (byte)_random.Next(256);
        new Span<byte>(_theirBuffer, BufferBytes).Fill(filler);
        new Span<byte>(_ourBuffer, BufferBytes).Fill(filler);
        nint theirs = _copy.Function.Invoke(
            _theirBuffer, length, flags, _theirPages + offset, stateBytes);
        nint ours = _ours.Request(
            _ourBuffer, length, flags, _ourPages + offset, stateBytes, new(_ourMark));

        Served += theirs == (nint)length && length > 0 ? 1 : 0;
        Errors += theirs < 0 ? 1 : 0;
        Reseeds += *(ulong*)(_ourPages + GenerationOffset) != before ? 1 : 0;
        return *_ourMark != 0 ? "a mark that is left"
            : theirs != ours ? $"returned {theirs} and {ours}"
            : !Same(_theirBuffer, _ourBuffer, BufferBytes) ? "output"
            : !Same(_theirPages, _ourPages, 2 * PageBytes) ? "state"
            : null;
    }

    private static bool Same(byte* theirs, byte* ours, int length) =>
        new ReadOnlySpan<byte>(theirs, length).SequenceEqual(new ReadOnlySpan<byte>(ours, length));

    private static byte* Allocate(int length)
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)length, PageBytes);
        NativeMemory.Clear(memory, (nuint)length);
        return memory;
    }
}

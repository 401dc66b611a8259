using System.Runtime.InteropServices;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

/// <summary>Hands out the bytes that the test chose, and after them nothing but ones.</summary>
/// <remarks>A word of all ones is never rejected, whatever the bound.</remarks>
internal sealed class Script
{
    private byte[] _bytes = [];
    private int _read;

    /// <summary>The sizes of all requests, in order.</summary>
    public List<int> Requests { get; } = [];

    /// <summary>Whether draws asked for more than the test had chosen.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>The number of the request that fails; none unless a test sets it.</summary>
    public int FailAt { get; set; } = -1;

    /// <summary>The number of the request after which the machine is forked; none unless a test
    /// sets it.</summary>
    public int ForkAt { get; set; } = -1;

    public ulong Forks { get; set; }

    /// <summary>The address that the last request's bytes went to.</summary>
    public nint LastDestination { get; private set; }

    public ScriptedSource Source => new(this);

    /// <summary>Starts anew with these words.</summary>
    public void Set<T>(params ReadOnlySpan<T> words)
        where T : unmanaged
    {
        _bytes = MemoryMarshal.AsBytes(words).ToArray();
        _read = 0;
        IsExceeded = false;
        Requests.Clear();
    }

    /// <summary>Draws, and tells whether that many requests were enough.</summary>
    public bool Suffices(int requests, Action<ScriptedSource> draw)
    {
        FailAt = requests;
        try
        {
            draw(Source);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public unsafe void Fill(void* destination, nuint byteCount)
    {
        // SAFETY: the caller vouches for byteCount bytes at destination.
        var bytes = new Span<byte>(destination, (int)byteCount);
        LastDestination = (nint)destination;
        Requests.Add(bytes.Length);
        if (Requests.Count - 1 == FailAt)
        {
            throw new InvalidOperationException("this request was to fail");
        }

        Forks += Requests.Count - 1 == ForkAt ? 1u : 0;
        int count = Math.Min(bytes.Length, _bytes.Length - _read);
        _bytes.AsSpan(_read, count).CopyTo(bytes);
        bytes[count..].Fill(0xFF);
        _read += count;
        IsExceeded |= count < bytes.Length;
    }
}

// SAFETY: passes on what the caller vouches for.
internal readonly unsafe struct ScriptedSource(Script script) : IRandomSource
{
    public T Next<T>()
        where T : unmanaged
    {
        T value;
        script.Fill(&value, (nuint)sizeof(T));
        return value;
    }

    public void Fill(void* destination, nuint byteCount) => script.Fill(destination, byteCount);

    public ulong Begin() => script.Forks;

    public bool Accepts(ulong mark, ref int rounds) => mark == script.Forks;
}

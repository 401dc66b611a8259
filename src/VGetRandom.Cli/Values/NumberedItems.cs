using System.Runtime.InteropServices;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>The numbers from 0 on, in native memory.</summary>
internal sealed class NumberedItems : IDisposable
{
    private readonly NativeBuffer _memory;
    private readonly int _count;

    public NumberedItems(int count)
    {
        _count = count;
        _memory = new NativeBuffer(Math.Max(count, 1) * sizeof(int));
        for (int i = 0; i < count; i++)
        {
            Numbers[i] = i;
        }
    }

    public Span<int> Numbers => MemoryMarshal.Cast<byte, int>(_memory.Bytes)[.._count];

    public void Dispose() => _memory.Dispose();
}

using System.Numerics;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>Draws whole numbers from 0 to a limit of any size, each exactly as likely.</summary>
/// <remarks>
/// It draws as many bits as the limit has, and draws again if they are above it: less than twice on
/// average. The number itself lies in managed memory, for it is what the command writes.
/// </remarks>
internal sealed class BigDraw : IDisposable
{
    private readonly NativeBuffer _memory;
    private readonly BigInteger _limit;
    private readonly byte _topMask;

    public BigDraw(BigInteger limit)
    {
        _limit = limit;
        long bits = Math.Max((long)limit.GetBitLength(), 1);
        int spare = (int)((8 - (bits % 8)) % 8);
        _topMask = (byte)(0xFF >> spare);
        _memory = new NativeBuffer((int)((bits + 7) / 8));
    }

    public BigInteger Next()
    {
        Span<byte> bytes = _memory.Bytes;
        while (true)
        {
            KernelRandom.Fill(bytes);
            bytes[0] &= _topMask;
            var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
            if (number <= _limit)
            {
                return number;
            }
        }
    }

    public void Dispose() => _memory.Dispose();
}

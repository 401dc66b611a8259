using System.Buffers.Binary;

namespace VGetRandom.Tests.Managed.Search;

/// <summary>Assembles machine code from opcodes in hex and from what they refer to.</summary>
internal sealed class X64Assembler
{
    private readonly List<byte> _code = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<(int At, string Label)> _jumps = [];

    /// <summary>Names the next instruction's offset.</summary>
    public void Label(string name) => _labels.Add(name, _code.Count);

    /// <summary>Adds an instruction unchanged.</summary>
    public void Add(string hex) =>
        _code.AddRange(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>Adds an instruction whose operand lies at an offset from the image's
    /// start.</summary>
    public void AddOperand(string hex, int offset, string immediate = "")
    {
        Add(hex);
        int end = _code.Count + sizeof(int) + (immediate.Length / 2);
        AddInt32(offset - end);
        Add(immediate);
    }

    /// <summary>Adds a jump or call whose opcode takes a distance of 32 bits.</summary>
    public void AddJump(string hex, string label)
    {
        Add(hex);
        _jumps.Add((_code.Count, label));
        AddInt32(0);
    }

    /// <summary>Adds a jump or call to an offset from the image's start, which may lie outside the
    /// image.</summary>
    public void AddJump(string hex, int offset)
    {
        Add(hex);
        AddInt32(offset - _code.Count - sizeof(int));
    }

    public byte[] ToArray()
    {
        byte[] code = [.. _code];
        foreach ((int at, string label) in _jumps)
        {
            BinaryPrimitives.WriteInt32LittleEndian(
                code.AsSpan(at), _labels[label] - at - sizeof(int));
        }

        return code;
    }

    private void AddInt32(int value)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _code.AddRange(bytes);
    }
}

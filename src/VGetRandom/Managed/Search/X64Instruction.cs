using System.Buffers.Binary;

namespace VGetRandom.Managed.Search;

/// <summary>Where the processor may go on after an instruction.</summary>
internal enum X64Flow
{
    /// <summary>To the next instruction.</summary>
    Next,

    /// <summary>To the target alone.</summary>
    Jump,

    /// <summary>To the target or the next instruction: a condition or a call.</summary>
    Branch,

    /// <summary>Back to the caller.</summary>
    Return,
}

/// <summary>
/// As much of an x86-64 instruction as tells where it goes and which fixed address it touches.
/// </summary>
/// <remarks>
/// Knows what compilers make of C and SSE2 code. Everything else, among it whatever goes where no
/// number in the code says, is not decoded, and so refused by whoever asks.
/// </remarks>
internal readonly record struct X64Instruction(int Length, X64Flow Flow)
{
    private const byte Group8Bits = 0xF6;
    private const byte GroupJumps = 0xFF;

    /// <summary>How far from the end of the instruction it jumps.</summary>
    public int JumpDistance { get; init; }

    /// <summary>How far from the end of the instruction its fixed operand lies, if it has one.
    /// </summary>
    public int? OperandDistance { get; init; }

    /// <summary>Reads the instruction that the bytes begin with.</summary>
    /// <returns>False if it is not known, or cut off.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> code, out X64Instruction instruction)
    {
        instruction = default;
        int at = 0;
        bool hasShortOperand = false;

        // Operand size, repetition, and the two segments that mean nothing in 64 bits and pad.
        while (at < code.Length && code[at] is 0x66 or 0xF2 or 0xF3 or 0x2E or 0x3E)
        {
            hasShortOperand |= code[at] == 0x66;
            at++;
        }

        bool isWide = at < code.Length && (code[at] & 0xF8) == 0x48;
        at += at < code.Length && (code[at] & 0xF0) == 0x40 ? 1 : 0;
        if (at >= code.Length)
        {
            return false;
        }

        byte opcode = code[at++];
        return opcode == 0x0F
            ? TryDecodeTwoByte(code, at, out instruction)
            : TryDecodeOneByte(code, at, opcode, hasShortOperand, isWide, out instruction);
    }

    private static bool TryDecodeOneByte(
        ReadOnlySpan<byte> code,
        int at,
        byte opcode,
        bool isShort,
        bool isWide,
        out X64Instruction instruction)
    {
        int fullImmediate = isShort ? 2 : 4;
        switch (opcode)
        {
            case < 0x40 when (opcode & 7) < 4:
            case 0x63 or (>= 0x84 and <= 0x8B) or (>= 0xD0 and <= 0xD3) or 0xFE:
                return TryDecodeOperand(code, at, 0, false, out instruction);
            case 0x8D:
                return TryDecodeOperand(code, at, 0, true, out instruction);
            case 0x6B or 0x80 or 0x83 or 0xC0 or 0xC1 or 0xC6:
                return TryDecodeOperand(code, at, 1, false, out instruction);
            case 0x69 or 0x81 or 0xC7:
                return TryDecodeOperand(code, at, fullImmediate, false, out instruction);
            case Group8Bits or 0xF7:
                bool hasImmediate = at < code.Length && (code[at] & 0x30) == 0;
                int size = opcode == Group8Bits ? 1 : fullImmediate;
                return TryDecodeOperand(code, at, hasImmediate ? size : 0, false, out instruction);
            case GroupJumps when at < code.Length && (code[at] >> 3 & 7) is 0 or 1 or 6:
                return TryDecodeOperand(code, at, 0, false, out instruction);
            case >= 0x50 and < 0x60 or (>= 0x90 and <= 0x99):
            case 0xA4 or 0xA5 or 0xAA or 0xAB or 0xC9:
                return TryEnd(code, at, 0, out instruction);
            case < 0x40 when (opcode & 7) == 4:
            case 0x6A or 0xA8 or (>= 0xB0 and <= 0xB7):
                return TryEnd(code, at, 1, out instruction);
            case < 0x40 when (opcode & 7) == 5:
            case 0x68 or 0xA9:
                return TryEnd(code, at, fullImmediate, out instruction);
            case >= 0xB8 and <= 0xBF:
                return TryEnd(code, at, isWide ? 8 : fullImmediate, out instruction);
            case >= 0x70 and < 0x80:
                return TryDecodeJump(code, at, 1, X64Flow.Branch, out instruction);
            case 0xEB:
                return TryDecodeJump(code, at, 1, X64Flow.Jump, out instruction);
            case 0xE9 when !isShort:
                return TryDecodeJump(code, at, 4, X64Flow.Jump, out instruction);
            case 0xE8 when !isShort:
                return TryDecodeJump(code, at, 4, X64Flow.Branch, out instruction);
            case 0xC3:
                instruction = new(at, X64Flow.Return);
                return true;
            default:
                instruction = default;
                return false;
        }
    }

    private static bool TryDecodeTwoByte(
        ReadOnlySpan<byte> code, int at, out X64Instruction instruction)
    {
        instruction = default;
        if (at >= code.Length)
        {
            return false;
        }

        byte opcode = code[at++];
        switch (opcode)
        {
            case 0x05 or (>= 0xC8 and <= 0xCF):
                return TryEnd(code, at, 0, out instruction);
            case >= 0x80 and < 0x90:
                return TryDecodeJump(code, at, 4, X64Flow.Branch, out instruction);
            case >= 0x18 and <= 0x1F:
                return TryDecodeOperand(code, at, 0, true, out instruction);
            case (>= 0x70 and <= 0x73) or 0xA4 or 0xAC or 0xBA or 0xC2 or (>= 0xC4 and <= 0xC6):
                return TryDecodeOperand(code, at, 1, false, out instruction);
            case 0x38 when at < code.Length && code[at] < 0x0C:
                return TryDecodeOperand(code, at + 1, 0, false, out instruction);
            case 0xAE when at < code.Length && code[at] >= 0xE8:
            case (>= 0x10 and <= 0x17) or (>= 0x28 and <= 0x2F) or (>= 0x40 and < 0x70):
            case (>= 0x74 and <= 0x76) or 0x7E or 0x7F or (>= 0x90 and < 0xA0):
            case 0xA3 or 0xA5 or 0xAB or 0xAD or 0xAF or 0xB3 or 0xB6 or 0xB7:
            case (>= 0xBB and <= 0xBF) or 0xC0 or 0xC1 or (>= 0xD0 and <= 0xFE):
                return TryDecodeOperand(code, at, 0, false, out instruction);
            default:
                return false;
        }
    }

    private static bool TryDecodeJump(
        ReadOnlySpan<byte> code, int at, int size, X64Flow flow, out X64Instruction instruction)
    {
        if (code.Length - at < size)
        {
            instruction = default;
            return false;
        }

        int distance = size == 1
            ? (sbyte)code[at]
            : BinaryPrimitives.ReadInt32LittleEndian(code[at..]);
        instruction = new(at + size, flow) { JumpDistance = distance };
        return true;
    }

    /// <summary>Reads the ModRM byte, what follows it, and the immediate after that.</summary>
    private static bool TryDecodeOperand(
        ReadOnlySpan<byte> code,
        int at,
        int immediate,
        bool onlyComputes,
        out X64Instruction instruction)
    {
        instruction = default;
        if (at >= code.Length)
        {
            return false;
        }

        int mode = code[at] >> 6;
        int register = code[at++] & 7;
        if (mode == 0 && register == 5)
        {
            bool isWhole = TryEnd(code, at, sizeof(int) + immediate, out instruction);
            instruction = instruction with
            {
                OperandDistance =
                    isWhole ? BinaryPrimitives.ReadInt32LittleEndian(code[at..]) : null,
            };
            return isWhole;
        }

        int displacement = mode switch { 1 => 1, 2 => 4, _ => 0 };
        if (mode != 3 && register == 4)
        {
            if (at >= code.Length)
            {
                return false;
            }

            // Without a base register the address is absolute, which no vDSO can mean.
            bool hasBase = mode != 0 || (code[at] & 7) != 5;
            if (!hasBase && !onlyComputes)
            {
                return false;
            }

            displacement = hasBase ? displacement : 4;
            at++;
        }

        return TryEnd(code, at, displacement + immediate, out instruction);
    }

    private static bool TryEnd(
        ReadOnlySpan<byte> code, int at, int more, out X64Instruction instruction)
    {
        instruction = new(at + more, X64Flow.Next);
        return at + more <= code.Length;
    }
}

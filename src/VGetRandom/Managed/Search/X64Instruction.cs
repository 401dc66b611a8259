using System.Buffers.Binary;

namespace VGetRandom.Managed.Search;

/// <summary>The part of an x86-64 instruction that tells where it goes and which fixed address it
/// touches.</summary>
/// <remarks>Knows what compilers make of C and SSE2 code. It does not decode anything else, such as
/// jumps whose target is not in the code, and callers refuse those.</remarks>
/// <param name="Length">Its length in bytes; distances count from its end.</param>
/// <param name="GoesOn">Whether the next instruction may follow: not after a jump or a return.
/// </param>
/// <param name="JumpDistance">How far it jumps, calls or branches, if it does.</param>
/// <param name="OperandDistance">How far away its fixed operand lies, if it has one.</param>
internal readonly record struct X64Instruction(
    int Length, bool GoesOn, int? JumpDistance, int? OperandDistance)
{
    // The processor refuses longer ones.
    private const int MaxBytes = 15;

    /// <summary>Decodes the instruction at the start of the bytes.</summary>
    /// <returns>Null if it is unknown or cut off.</returns>
    public static X64Instruction? Decode(ReadOnlySpan<byte> bytes)
    {
        // Zeros follow the bytes, so that reads stay inside. No zero is a prefix, and every byte
        // read counts, so an instruction that is cut off turns out longer than the bytes there are.
        Span<byte> code = stackalloc byte[2 * MaxBytes];
        code.Clear();
        bytes = bytes[..Math.Min(bytes.Length, MaxBytes)];
        bytes.CopyTo(code);

        int at = 0;
        bool isShort = false;

        // Operand size, repetition, and the two segment prefixes that are only padding in 64-bit
        // code.
        while (code[at] is 0x66 or 0xF2 or 0xF3 or 0x2E or 0x3E)
        {
            isShort |= code[at] == 0x66;
            at++;
        }

        bool isWide = (code[at] & 0xF8) == 0x48;
        at += (code[at] & 0xF0) == 0x40 ? 1 : 0;
        byte opcode = code[at++];
        Form? known = opcode == 0x0F
            ? TwoByteForm(code[at++], code[at])
            : OneByteForm(opcode, code[at], isShort, isWide);
        if (known is not { } form)
        {
            return null;
        }

        at += form.MoreOpcode;
        int? operand = null;
        if (form.HasOperand && !TrySkipOperand(code, ref at, form.OnlyComputes, out operand))
        {
            return null;
        }

        int? jump = !form.Jumps ? null
            : form.Immediate == 1 ? (sbyte)code[at]
            : BinaryPrimitives.ReadInt32LittleEndian(code[at..]);
        at += form.Immediate;
        return at <= bytes.Length ? new(at, form.GoesOn, jump, operand) : null;
    }

    private static Form? OneByteForm(byte opcode, byte next, bool isShort, bool isWide)
    {
        int full = isShort ? 2 : 4;
        return opcode switch
        {
            < 0x40 when (opcode & 7) < 4 => Form.Operand(0),
            0x63 or (>= 0x84 and <= 0x8B) or (>= 0xD0 and <= 0xD3) or 0xFE => Form.Operand(0),
            0x8D => Form.Address,
            0x6B or 0x80 or 0x83 or 0xC0 or 0xC1 or 0xC6 => Form.Operand(1),
            0x69 or 0x81 or 0xC7 => Form.Operand(full),

            // In this group of eight only the first two, tests, have an immediate.
            0xF6 => Form.Operand((next & 0x30) == 0 ? 1 : 0),
            0xF7 => Form.Operand((next & 0x30) == 0 ? full : 0),

            // The others of this group jump or call to an address in a register or in memory.
            0xFF when (next >> 3 & 7) is 0 or 1 or 6 => Form.Operand(0),
            >= 0x50 and < 0x60 or (>= 0x90 and <= 0x99) => Form.Plain(0),
            0xA4 or 0xA5 or 0xAA or 0xAB or 0xC9 => Form.Plain(0),
            < 0x40 when (opcode & 7) == 4 => Form.Plain(1),
            0x6A or 0xA8 or (>= 0xB0 and <= 0xB7) => Form.Plain(1),
            < 0x40 when (opcode & 7) == 5 => Form.Plain(full),
            0x68 or 0xA9 => Form.Plain(full),
            >= 0xB8 and <= 0xBF => Form.Plain(isWide ? 8 : full),
            >= 0x70 and < 0x80 => Form.Branch(1),
            0xEB => Form.Branch(1) with { GoesOn = false },
            0xE9 when !isShort => Form.Branch(4) with { GoesOn = false },
            0xE8 when !isShort => Form.Branch(4),
            0xC3 => Form.Plain(0) with { GoesOn = false },
            _ => null,
        };
    }

    private static Form? TwoByteForm(byte opcode, byte next) => opcode switch
    {
        0x05 or (>= 0xC8 and <= 0xCF) => Form.Plain(0),
        >= 0x80 and < 0x90 => Form.Branch(4),
        >= 0x18 and <= 0x1F => Form.Address,
        (>= 0x70 and <= 0x73) or 0xA4 or 0xAC or 0xBA or 0xC2 => Form.Operand(1),
        >= 0xC4 and <= 0xC6 => Form.Operand(1),
        0x38 when next < 0x0C => Form.Operand(0) with { MoreOpcode = 1 },
        0xAE when next >= 0xE8 => Form.Operand(0),
        (>= 0x10 and <= 0x17) or (>= 0x28 and <= 0x2F) or (>= 0x40 and < 0x70) => Form.Operand(0),
        (>= 0x74 and <= 0x76) or 0x7E or 0x7F or (>= 0x90 and < 0xA0) => Form.Operand(0),
        0xA3 or 0xA5 or 0xAB or 0xAD or 0xAF or 0xB3 or 0xB6 or 0xB7 => Form.Operand(0),
        (>= 0xBB and <= 0xBF) or 0xC0 or 0xC1 or (>= 0xD0 and <= 0xFE) => Form.Operand(0),
        _ => null,
    };

    /// <summary>Skips the ModRM byte and everything that belongs to it.</summary>
    private static bool TrySkipOperand(
        ReadOnlySpan<byte> code, ref int at, bool onlyComputes, out int? distance)
    {
        int mode = code[at] >> 6;
        int register = code[at++] & 7;
        bool isRelative = mode == 0 && register == 5;
        distance = isRelative ? BinaryPrimitives.ReadInt32LittleEndian(code[at..]) : null;

        // Without a base register the address is absolute, which makes no sense in a vDSO.
        bool hasIndex = mode != 3 && register == 4;
        bool isAbsolute = hasIndex && mode == 0 && (code[at] & 7) == 5;
        at += hasIndex ? 1 : 0;
        at += mode == 2 || isRelative || isAbsolute ? 4 : mode == 1 ? 1 : 0;
        return onlyComputes || !isAbsolute;
    }

    /// <summary>What follows an opcode, and where it leads.</summary>
    private readonly record struct Form(
        bool HasOperand,
        int Immediate,
        bool Jumps = false,
        bool GoesOn = true,
        bool OnlyComputes = false,
        int MoreOpcode = 0)
    {
        public static Form Address => Operand(0) with { OnlyComputes = true };

        public static Form Plain(int immediate) => new(false, immediate);

        public static Form Operand(int immediate) => new(true, immediate);

        /// <summary>A jump by the immediate: conditional, or a call.</summary>
        public static Form Branch(int immediate) => new(false, immediate, true);
    }
}

namespace VGetRandom.Managed.Search;

/// <summary>Shows, before a copied function runs, that its code stays in the image, and that every
/// fixed address it uses lies in the image or the data pages.</summary>
/// <remarks>Follows every path through the function. It does not show where addresses lie that the
/// code computes from registers, nor that a loop ends.</remarks>
internal static class X64CodeCheck
{
    // The longest operand of any instruction that X64Instruction decodes.
    private const int LongestOperandBytes = 16;

    /// <summary>Checks a function and everything that it calls.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static Problem? Check(
        VdsoMapping mapping, ReadOnlySpan<byte> image, int functionOffset)
    {
        bool[] isSeen = new bool[image.Length];
        var pending = new Stack<int>();
        pending.Push(functionOffset);
        while (pending.TryPop(out int at))
        {
            if ((uint)at >= (uint)image.Length)
            {
                return new Problem($"its code leaves the image, for offset 0x{at:x}");
            }

            if (isSeen[at])
            {
                continue;
            }

            isSeen[at] = true;
            if (X64Instruction.Decode(image[at..]) is not { } instruction)
            {
                return new Problem(
                    $"its code has at 0x{at:x} an instruction that cannot be followed");
            }

            int next = at + instruction.Length;
            long operand = mapping.ImageOffset + next + (instruction.OperandDistance ?? 0L);
            if (instruction.OperandDistance is not null
                && (operand < 0 || operand > mapping.TotalBytes - LongestOperandBytes))
            {
                return new Problem(
                    $"its code at 0x{at:x} refers to what is neither image nor data");
            }

            if (instruction.GoesOn)
            {
                pending.Push(next);
            }

            if (instruction.JumpDistance is { } jump)
            {
                pending.Push(unchecked(next + jump));
            }
        }

        return null;
    }
}

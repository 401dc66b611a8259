using System.Runtime.InteropServices;
using CsCheck;

namespace VGetRandom.Tests.Vdso;

/// <summary>Overwrites a number of the image with another.</summary>
/// <param name="Part">Which part of the image, in a list that comes with the image.</param>
/// <param name="Position">Where in that part, modulo its length.</param>
/// <param name="Width">How many bytes are overwritten.</param>
/// <param name="Value">The new number.</param>
internal sealed record Overwrite(int Part, int Position, int Width, ulong Value);

/// <summary>What is done to a sound image before it is read.</summary>
/// <param name="Overwrites">The numbers to replace.</param>
/// <param name="Keep">The thousandths of the image to keep; all of it from 1000 on.</param>
internal sealed record ImageDamage(Overwrite[] Overwrites, int Keep)
{
    // Numbers that bounds checks get wrong, besides plausible and random ones.
    private static readonly Gen<ulong> s_values = Gen.OneOf<ulong>(
        Gen.OneOf<ulong>(
            0, 1, 2, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
            0x1_0000_0000, long.MaxValue, 0x8000_0000_0000_0000, ulong.MaxValue),
        Gen.ULong[0, 64],
        Gen.ULong[0, 0x4000],
        Gen.ULong[0xFFFF_FFFF_FFFF_C000, ulong.MaxValue],
        Gen.ULong);

    private static readonly Gen<Overwrite> s_overwrites = Gen.Select(
        Gen.Int[0, 63],
        Gen.Int[0, 0xFFFF],
        Gen.OneOf(1, 2, 4, 4, 8, 8),
        s_values,
        (part, position, width, value) => new Overwrite(part, position * width, width, value));

    public static Gen<ImageDamage> All { get; } = Gen.Select(
        s_overwrites.Array[0, 6],
        Gen.Int[0, 4000],
        (overwrites, keep) => new ImageDamage(overwrites, keep));

    public int LengthOf(int image) => Keep < 1000 ? (int)((long)image * Keep / 1000) : image;

    /// <summary>Applies the damage that falls within what is kept.</summary>
    /// <param name="image">The part of the image that is kept.</param>
    /// <param name="parts">The image's parts. Damage to a part past the kept end is left
    /// out.</param>
    public void Apply(Span<byte> image, IReadOnlyList<Range> parts)
    {
        foreach (Overwrite overwrite in Overwrites)
        {
            // One in four goes anywhere, the rest into the parts.
            Range part = overwrite.Part % 4 == 0 || parts.Count == 0
                ? ..
                : parts[overwrite.Part % parts.Count];
            if (part.End.GetOffset(image.Length) > image.Length)
            {
                continue;
            }

            Span<byte> target = image[part];
            if (target.Length >= overwrite.Width)
            {
                int at = overwrite.Position % (target.Length - overwrite.Width + 1);
                Write(target[at..], overwrite);
            }
        }
    }

    private static void Write(Span<byte> target, Overwrite overwrite)
    {
        switch (overwrite.Width)
        {
            case 1:
                target[0] = (byte)overwrite.Value;
                break;
            case 2:
                MemoryMarshal.Write(target, (ushort)overwrite.Value);
                break;
            case 4:
                MemoryMarshal.Write(target, (uint)overwrite.Value);
                break;
            default:
                MemoryMarshal.Write(target, overwrite.Value);
                break;
        }
    }
}

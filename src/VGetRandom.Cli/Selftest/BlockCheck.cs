using System.Runtime.Intrinsics;
using VGetRandom.ChaCha20;

namespace VGetRandom.Cli.Selftest;

/// <summary>Whether ChaCha20 is right in every width that this processor has.</summary>
/// <remarks>
/// The keys are nobody's secret, so they come from System.Random: no backend has a part in this.
/// </remarks>
// SAFETY: every version is given room for the blocks it is asked for, and a whole key.
internal static unsafe class BlockCheck
{
    // Up to nearly twice the widest pass, so that every rest of a pass occurs too.
    private const int MaxBlocks = 63;
    private const int KeysForEach = 3;

    internal delegate void Generator(
        byte* output, nuint blockCount, byte* key, ref ulong counter);

    public static Finding Run()
    {
        var versions = new List<(string Name, Generator Generate)>
        {
            ("scalar", ChaCha20Reference.Generate),
        };
        AddIf(Vector128.IsHardwareAccelerated, "128", ChaCha20Vector128.Generate);
        AddIf(Vector256.IsHardwareAccelerated, "256", ChaCha20Vector256.Generate);
        AddIf(Vector512.IsHardwareAccelerated, "512", ChaCha20Vector512.Generate);
        foreach ((string name, Generator generate) in versions)
        {
            if (FindMistake(generate) is { } mistake)
            {
                return Finding.Failed($"{name}: {mistake}");
            }
        }

        string names = string.Join(", ", versions.Select(it => it.Name));
        return Finding.Ok(
            $"{PublishedVectors.All.Length} published blocks, and random runs of up to "
            + $"{MaxBlocks} blocks alike, in: {names}");

        void AddIf(bool isHere, string name, Generator generate)
        {
            if (isHere && BitConverter.IsLittleEndian)
            {
                versions.Add(($"{name} bits", generate));
            }
        }
    }

    /// <returns>Null, or where this version differs.</returns>
    internal static string? FindMistake(Generator generate)
    {
        foreach ((string key, ulong counter, string block) in PublishedVectors.All)
        {
            if (Blocks(generate, 1, Convert.FromHexString(key), counter) != (block, counter + 1))
            {
                return $"block {counter} of key {key} is not the published one.";
            }
        }

        // Anywhere, and where half of the counter or all of it overflows within a run.
        ulong[] counters =
        [
            (ulong)Random.Shared.NextInt64(), uint.MaxValue - MaxBlocks / 2,
            ulong.MaxValue - MaxBlocks / 2,
        ];
        byte[] randomKey = new byte[ChaCha20Blocks.KeyBytes];
        foreach (ulong counter in Enumerable.Repeat(counters, KeysForEach).SelectMany(it => it))
        {
            Random.Shared.NextBytes(randomKey);
            for (int count = 1; count <= MaxBlocks; count++)
            {
                if (Blocks(generate, count, randomKey, counter)
                    != Blocks(ChaCha20Reference.Generate, count, randomKey, counter))
                {
                    return $"{count} blocks from {counter} on differ from the scalar version's.";
                }
            }
        }

        return null;
    }

    // The blocks, and the counter after them.
    private static (string, ulong) Blocks(
        Generator generate, int count, byte[] key, ulong counter)
    {
        byte[] output = new byte[count * ChaCha20Blocks.BlockBytes];
        fixed (byte* to = output)
        fixed (byte* from = key)
        {
            generate(to, (nuint)count, from, ref counter);
        }

        return (Convert.ToHexStringLower(output), counter);
    }
}

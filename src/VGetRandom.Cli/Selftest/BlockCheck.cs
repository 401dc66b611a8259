using System.Runtime.Intrinsics;
using VGetRandom.ChaCha20;

namespace VGetRandom.Cli.Selftest;

/// <summary>Whether ChaCha20 is right in every width that this processor has.</summary>
// SAFETY: every version is given room for the blocks it is asked for, and a whole key.
internal static unsafe class BlockCheck
{
    // Up to nearly twice the widest pass, so that every rest of a pass occurs too.
    private const int MostBlocks = 63;
    private const int RandomKeys = 8;

    private delegate void Generator(
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

        return Finding.Ok(
            $"{PublishedVectors.All.Length} published blocks, and {RandomKeys * MostBlocks} random "
            + $"runs of blocks alike, in: {string.Join(", ", versions.Select(it => it.Name))}");

        void AddIf(bool isHere, string name, Generator generate)
        {
            if (isHere && BitConverter.IsLittleEndian)
            {
                versions.Add(($"{name} bits", generate));
            }
        }
    }

    private static string? FindMistake(Generator generate)
    {
        foreach ((string key, ulong counter, string block) in PublishedVectors.All)
        {
            if (Blocks(generate, 1, Convert.FromHexString(key), counter) != block)
            {
                return $"block {counter} of key {key} is not the published one.";
            }
        }

        // These keys are of no use to anybody: nothing but this comparison is made from them.
        for (int i = 0; i < RandomKeys; i++)
        {
            byte[] key = KernelRandom.GetBytes(ChaCha20Blocks.KeyBytes);
            ulong counter = KernelRandom.NextUInt64();
            for (int count = 1; count <= MostBlocks; count++)
            {
                if (Blocks(generate, count, key, counter)
                    != Blocks(ChaCha20Reference.Generate, count, key, counter))
                {
                    return $"{count} blocks differ from the scalar version's.";
                }
            }
        }

        return null;
    }

    private static string Blocks(Generator generate, int count, byte[] key, ulong counter)
    {
        byte[] output = new byte[count * ChaCha20Blocks.BlockBytes];
        fixed (byte* to = output)
        fixed (byte* from = key)
        {
            generate(to, (nuint)count, from, ref counter);
        }

        return Convert.ToHexStringLower(output);
    }
}

using VGetRandom.ChaCha20;
using VGetRandom.Cli.Selftest;
using VGetRandom.Probe;
using VGetRandom.Tests.ChaCha20;

namespace VGetRandom.Guest;

/// <summary>Checks every version of ChaCha20 against the published blocks.</summary>
internal static class VectorScenario
{
    public static int Run()
    {
        Report.Line("width", ChaCha20Blocks.WidthBits);
        int right = 0;
        int wrong = 0;
        foreach (string version in BlockVersion.Names)
        {
            foreach ((string key, ulong counter, string block) in PublishedVectors.All)
            {
                ulong next = counter;
                byte[] actual = BlockVersion.Blocks(
                    version, 1, Convert.FromHexString(key), ref next);
                bool isRight = Convert.ToHexStringLower(actual) == block && next == counter + 1;
                right += isRight ? 1 : 0;
                wrong += isRight ? 0 : 1;
            }
        }

        Report.Line("right", right);
        Report.Line("wrong", wrong);
        return 0;
    }
}

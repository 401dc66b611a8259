using Spectre.Console;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Bytes;

/// <summary>How far a long transfer has come, for a person who waits.</summary>
internal static class TransferProgress
{
    // Below this it is done before the bar could be read.
    private const long WorthShowingBytes = 256L << 20;

    /// <summary>
    /// Whether somebody watches, has to wait, and does not see the bytes themselves go by.
    /// </summary>
    public static bool IsWorthShowing(long bytes, ByteSink sink) =>
        bytes >= WorthShowingBytes && ProgressBar.IsSeen && !sink.IsTerminal;

    /// <summary>Runs the work, which reports how many bytes it has just written.</summary>
    public static void Show(long total, Action<Action<int>> work) => ProgressBar.Show(
        total,
        [
            new ProgressBarColumn(),
            new PercentageColumn(),
            new DownloadedColumn { Base = FileSizeBase.Binary },
            new TransferSpeedColumn { Base = FileSizeBase.Binary },
            new RemainingTimeColumn(),
        ],
        work);
}

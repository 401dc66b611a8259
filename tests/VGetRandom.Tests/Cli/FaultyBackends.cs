using VGetRandom.Backends;

namespace VGetRandom.Tests.Cli;

/// <summary>Backends that do not serve as they should.</summary>
// SAFETY: as IRandomBackend says, callers vouch for length bytes at buffer. The one that writes
// behind them does so where the check that is tested has a margin.
internal static unsafe class FaultyBackends
{
    private static readonly Dictionary<string, (string Complaint, FillAction Fill)> s_all = new()
    {
        ["the same byte for ever"] =
            ("came twice", (buffer, length) => new Span<byte>(buffer, (int)length).Fill(7)),
        ["a bit that is always set"] = ("bits are set", SetBits),
        ["the last byte unwritten"] =
            ("byte 0 is never", (buffer, length) => KernelRandom.Fill(buffer, length - 1)),
        ["the last byte of a length unwritten"] =
            ("byte 112 is never", (buffer, length) =>
                KernelRandom.Fill(buffer, length - (length == 113 ? 1u : 0))),
        ["the last byte of the large unwritten"] =
            ("byte 65536 is never", (buffer, length) =>
                KernelRandom.Fill(buffer, length - (length > 65536 ? 1u : 0))),
        ["a byte in the middle unwritten"] = ("byte 64 is never", LeaveOne),
        ["the byte behind written"] =
            ("beside", (buffer, length) =>
                KernelRandom.Fill(buffer, length + (length == 256 ? 1u : 0))),
    };

    private delegate void FillAction(byte* buffer, nuint length);

    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string name, (string complaint, _)) in s_all)
            {
                data.Add(name, complaint);
            }

            return data;
        }
    }

    public static IRandomBackend New(string fault) => new Backend(s_all[fault].Fill);

    // SAFETY: as callers vouch, the buffer has length bytes.
    private static unsafe void SetBits(byte* buffer, nuint length)
    {
        KernelRandom.Fill(buffer, length);
        for (nuint i = 0; i < length; i += 16)
        {
            buffer[i] |= 1;
        }
    }

    // SAFETY: as callers vouch, the buffer has length bytes.
    private static unsafe void LeaveOne(byte* buffer, nuint length)
    {
        KernelRandom.Fill(buffer, length);
        if (length > 64)
        {
            buffer[64] = 0;
        }
    }

    // SAFETY: pointers are passed on as they come.
    private sealed unsafe class Backend(FillAction fill) : IRandomBackend
    {
        public BackendInfo Info => new(BackendKind.None, "");

        public void Fill(byte* buffer, nuint length) => fill(buffer, length);

        public nint GetRandom(byte* buffer, nuint length, uint flags)
        {
            Fill(buffer, length);
            return (nint)length;
        }
    }
}

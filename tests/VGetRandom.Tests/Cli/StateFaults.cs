using System.Buffers.Binary;
using System.Runtime.InteropServices;
using VGetRandom.Cli.Selftest;
using VGetRandom.Reference;

namespace VGetRandom.Tests.Cli;

/// <summary>What can be wrong with a generator that keeps all it knows in the state.</summary>
internal static class StateFaults
{
    public const string OldKey = "the old key under the new generation";

    private const int PositionOffset = 136;
    private const int BatchBytes = 96;
    private const byte EmptyPosition = BatchBytes;

    private static readonly Dictionary<string, Func<StateRequest, StateRequest>> s_ofRequests =
        new()
        {
            ["a byte short"] = healthy => (destination, state) => healthy(destination, state) - 1,
            ["a byte wrong"] = healthy => (destination, state) =>
            {
                nint result = healthy(destination, state);
                LastOf(destination).Fill(0x5A);
                return result;
            },
            ["the last byte unwritten"] = healthy => (destination, state) =>
            {
                byte[] before = LastOf(destination).ToArray();
                nint result = healthy(destination, state);
                before.CopyTo(LastOf(destination));
                return result;
            },
            ["the byte behind written"] = healthy => (destination, state) =>
            {
                // Up to here there is room in the check's own buffer.
                if (destination.Length is > 0 and < 200)
                {
                    MemoryMarshal.CreateSpan(
                        ref MemoryMarshal.GetReference(destination), destination.Length + 1)
                        [^1] = 0x5A;
                }

                return healthy(destination, state);
            },
            ["what was handed out is kept"] = healthy => (destination, state) =>
            {
                nint result = healthy(destination, state);
                destination[..Math.Min(destination.Length, 1)].CopyTo(state);
                return result;
            },
        };

    private static readonly Dictionary<string, (string Complaint, Fault Fault)> s_ofReseeds = new()
    {
        [OldKey] = ("served from the old batch, or from the old key", Fault.OldKey),
        ["the old batch under the new generation"] =
            ("served from the old batch, or from the old key", Fault.OldBatch),
        ["the generation is passed over"] = ("not served from a fresh key", Fault.OldGeneration),
        ["the old batch is left in the state"] = ("is in the state", Fault.KeptBatch),
        ["the next batch is of the old key"] = ("is in the state", Fault.NextBatch),
    };

    private enum Fault
    {
        OldKey,
        OldBatch,
        OldGeneration,
        KeptBatch,
        NextBatch,
    }

    public static TheoryData<string> OfRequests => [.. s_ofRequests.Keys];

    public static TheoryData<string, string> OfReseeds
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string name, (string complaint, _)) in s_ofReseeds)
            {
                data.Add(name, complaint);
            }

            return data;
        }
    }

    public static StateRequest Request(string fault, StateGenerator healthy) =>
        s_ofRequests[fault](healthy.Request);

    /// <summary>Breaks a generator's second request, before which its generation moves.</summary>
    public static StateRequest Reseed(string fault, StateRequest healthy)
    {
        int requests = 0;
        return (destination, state) => requests++ == 0
            ? healthy(destination, state)
            : RequestAnew(s_ofReseeds[fault].Fault, healthy, destination, state);
    }

    private static Span<byte> LastOf(Span<byte> bytes) => bytes[Math.Max(0, bytes.Length - 1)..];

    private static nint RequestAnew(
        Fault fault, StateRequest healthy, Span<byte> destination, Span<byte> state)
    {
        byte[] old = state.ToArray();
        Span<byte> noted = state[KernelLayout.GenerationOffset..];
        if (fault is Fault.OldKey or Fault.OldBatch)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(noted, 2);
        }

        if (fault is Fault.OldKey)
        {
            state[PositionOffset] = EmptyPosition;
        }

        nint result = healthy(destination, state);
        switch (fault)
        {
            case Fault.OldGeneration:
                BinaryPrimitives.WriteUInt64LittleEndian(noted, 1);
                break;
            case Fault.KeptBatch:
                old.AsSpan(..BatchBytes).CopyTo(state);
                break;
            case Fault.NextBatch:
                // What the old key makes, as if it had been kept for the batch alone.
                BinaryPrimitives.WriteUInt64LittleEndian(
                    old.AsSpan(KernelLayout.GenerationOffset), 2);
                old[PositionOffset] = EmptyPosition;
                _ = healthy(new byte[1], old);
                old.AsSpan(..BatchBytes).CopyTo(state);
                break;
        }

        return result;
    }
}

using System.Security.Cryptography;
using static VGetRandom.Tests.Facade.Shape;

namespace VGetRandom.Tests.Facade;

/// <summary>RandomNumberGenerator's methods, both static ones and those of an instance.</summary>
internal static class GeneratorTwins
{
    private static readonly RandomNumberGenerator s_platform = RandomNumberGenerator.Create();
    private static readonly KernelRandomNumberGenerator s_kernel = new();

    public static IEnumerable<Twin> OfClass =>
    [
        Twin.Of("RandomNumberGenerator.Fill(Span)",
            KernelRandom.Fill,
            RandomNumberGenerator.Fill,
            (Action<Span<byte>> fill, Arguments a) =>
                Outside(a.Choices.Select(c => (byte)c).ToArray(), 0, 300, data => fill(data))),
        Twin.Of("RandomNumberGenerator.GetBytes(Int32)",
            KernelRandom.GetBytes,
            RandomNumberGenerator.GetBytes,
            (Func<int, byte[]> get, Arguments a) => get(a.Length).Length),
        Twin.Of("RandomNumberGenerator.GetInt32(Int32)",
            KernelRandom.GetInt32,
            RandomNumberGenerator.GetInt32,
            (Func<int, int> get, Arguments a) => Range(get(a.A), 0, a.A)),
        Twin.Of("RandomNumberGenerator.GetInt32(Int32, Int32)",
            KernelRandom.GetInt32,
            RandomNumberGenerator.GetInt32,
            (Func<int, int, int> get, Arguments a) => Range(get(a.A, a.B), a.A, a.B)),
        Twin.Of("RandomNumberGenerator.GetHexString(Int32, Boolean)",
            KernelRandom.GetHexString,
            RandomNumberGenerator.GetHexString,
            (Func<int, bool, string> get, Arguments a) =>
                Text(get(a.Length, true), Lower) + Text(get(a.Length, false), Upper)),
        Twin.Of("RandomNumberGenerator.GetHexString(Span, Boolean)",
            KernelRandom.GetHexString,
            RandomNumberGenerator.GetHexString,
            (Action<Span<char>, bool> fill, Arguments a) =>
                Filled(a.A, Lower, text => fill(text, true))
                + Filled(a.A, Upper, text => fill(text, false))),
        Twin.Of("RandomNumberGenerator.GetString(ReadOnlySpan, Int32)",
            KernelRandom.GetString,
            RandomNumberGenerator.GetString,
            (Func<ReadOnlySpan<char>, int, string> get, Arguments a) =>
                Text(get(a.Choices, a.Length), a.Choices)),
        Twin.Of("RandomNumberGenerator.GetItems(ReadOnlySpan, Int32)",
            KernelRandom.GetItems,
            RandomNumberGenerator.GetItems,
            (Func<ReadOnlySpan<char>, int, char[]> get, Arguments a) =>
                Text(get(a.Choices, a.Length), a.Choices)),
        Twin.Of("RandomNumberGenerator.GetItems(ReadOnlySpan, Span)",
            KernelRandom.GetItems,
            RandomNumberGenerator.GetItems,
            (Action<ReadOnlySpan<char>, Span<char>> fill, Arguments a) =>
                Filled(a.A, a.Choices, text => fill(a.Choices, text))),
        Twin.Of("RandomNumberGenerator.Shuffle(Span)",
            KernelRandom.Shuffle,
            RandomNumberGenerator.Shuffle,
            (Action<Span<char>> shuffle, Arguments a) =>
                Shuffled(a.Choices, copy => shuffle(copy))),
    ];

    public static IEnumerable<Twin> OfInstance =>
    [
        Twin.Of("RandomNumberGenerator.GetBytes([])",
            s_kernel.GetBytes,
            s_platform.GetBytes,
            (Action<byte[]> fill, Arguments a) => Outside(a.Data, 0, 300, fill)),
        Twin.Of("RandomNumberGenerator.GetBytes([], Int32, Int32)",
            s_kernel.GetBytes,
            s_platform.GetBytes,
            (Action<byte[], int, int> fill, Arguments a) =>
            {
                // The largest offsets, whose sum overflows, and small ones, which are often good.
                int offset = a.C % 2 == 0 ? a.A : a.A % 301;
                int count = a.D % 2 == 0 ? a.B : a.Length;
                return Outside(a.Data, offset, count, data => fill(data, offset, count));
            }),
        Twin.Of("RandomNumberGenerator.GetBytes(Span)",
            s_kernel.GetBytes,
            s_platform.GetBytes,
            (Action<Span<byte>> fill, Arguments a) =>
                Outside(a.Data ?? [], 0, 300, data => fill(data))),
        Twin.Of("RandomNumberGenerator.GetNonZeroBytes([])",
            s_kernel.GetNonZeroBytes,
            s_platform.GetNonZeroBytes,
            (Action<byte[]> fill, Arguments a) => HasZero(a.Data, fill)),
        Twin.Of("RandomNumberGenerator.GetNonZeroBytes(Span)",
            s_kernel.GetNonZeroBytes,
            s_platform.GetNonZeroBytes,
            (Action<Span<byte>> fill, Arguments a) =>
                HasZero(a.Data ?? [], data => fill(data))),
        Twin.Of("RandomNumberGenerator.Dispose()",
            s_kernel.Dispose,
            s_platform.Dispose,
            (Action dispose, Arguments a) =>
            {
                dispose();
                return null;
            }),
    ];
}

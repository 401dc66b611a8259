using System.Reflection;
using System.Security.Cryptography;
using VGetRandom.Extensions;
using VGetRandom.Tests.Sampling;

namespace VGetRandom.Tests.Facade;

/// <summary>The draws of instances that a program is given.</summary>
public class InstanceTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.DeclaredOnly
        | BindingFlags.Static | BindingFlags.Instance;

    // What concerns the process alone, and Random's names for GetInt32 and GetInt64.
    private static readonly string[] s_ofClassAlone =
    [
        "get_Backend", "get_Random", "TryGetRandom", "CreateVersion7()", "CreateVersion7Guids",
        "Fill(System.Void*", "Fill(System.Span`1[System.Byte]", "Next(", "NextInt64(", "NextSingle",
        "NextBytes", "NextInteger(", "NextBinaryFloat(",
    ];

    [Fact]
    public void A_generator_draws_whatever_the_class_draws() =>
        Assert.Equal(
            OfClass().Order(),
            OfExtensions(typeof(RandomNumberGeneratorExtensions)).Order());

    /// <summary>What Random already has by the platform's names, it need not get by
    /// others.</summary>
    [Fact]
    public void A_Random_draws_whatever_the_class_draws_and_it_does_not() =>
        Assert.Equal(
            OfClass()
                .Except(typeof(Random).GetMethods(Declared).Select(method => SignatureOf(method)))
                .Where(method => !method.Contains("GetInt", StringComparison.Ordinal)
                    || method.Contains("GetInteger", StringComparison.Ordinal))
                .Where(method => !method.Contains(" GetBytes", StringComparison.Ordinal))
                .Order(),
            OfExtensions(typeof(RandomExtensions)).Order());

    [Fact]
    public void The_bytes_of_an_instance_are_those_of_any_source()
    {
        var bytes = new byte[20_000];
        new Random(1).NextBytes(bytes);
        var script = new Script();
        script.Set(bytes);
        string[] expected = All(new Draws<ScriptedSource>(script.Source));

        using var generator = new ScriptedGenerator(script);
        script.Set(bytes);
        Assert.Equal(expected, All(InstanceSource.Draws(generator)));
        var random = new ScriptedRandom(script);
        script.Set(bytes);
        Assert.Equal(expected, All(InstanceSource.Draws(random)));
        Assert.False(script.IsExceeded);
    }

    /// <summary>Checks each extension, and the call that it passes on to the same draw.</summary>
    [Fact]
    public void The_extensions_pass_on_their_arguments()
    {
        var script = new Script();
        using RandomNumberGenerator generator = new ScriptedGenerator(script);
        Random random = new ScriptedRandom(script);
        Assert.Equal(5, generator.GetInt32(6));
        Assert.Equal(9, generator.GetInt32(5, 10));
        Assert.Equal(3, generator.GetBytes(3).Length);
        Assert.Equal("cccc", generator.GetString("abc", 4));
        Assert.Equal("ff", generator.GetHexString(2, lowercase: true));
        Assert.Equal("FF", generator.GetHexString(2));
        Assert.Equal([3, 3], generator.GetItems([1, 2, 3], 2));
        Assert.Equal([3], generator.Sample<int>([1, 2, 3, 4, 5, 3], 1));
        Assert.Equal(6, random.GetIntegerInclusive(1, 6));
        Assert.Equal(1.5, random.GetDouble(1.5, 2));
        Assert.Equal(2, random.Choose<int>([1, 2]));
        Assert.False(random.NextBoolean(0.999));
        Assert.Equal(new string('7', 26), random.GetText());
        Assert.Equal(uint.MaxValue, random.NextUInt32());
        Assert.Equal("ffffffff-ffff-4fff-bfff-ffffffffffff", random.NewGuid().ToString());
        Assert.Equal(
            "00000000-03e8-7fff-bfff-ffffffffffff",
            random.CreateVersion7(DateTimeOffset.FromUnixTimeSeconds(1)).ToString());
    }

    [Fact]
    public void Ours_draws_as_the_class_does()
    {
        string[] one = All(InstanceSource.Draws(KernelRandomNumberGenerator.Shared));
        string[] other = All(InstanceSource.Draws(KernelRandom.Random));
        Assert.All(one.Zip(other), pair => Assert.NotEqual(pair.First, pair.Second));
        Allocations.AssertNone(() =>
        {
            _ = KernelRandomNumberGenerator.Shared.NewGuid();
            _ = KernelRandom.Random.GetIntegerInclusive(1, 6);
        });
    }

    [Fact]
    public void No_instance_is_refused()
    {
        Assert.Throws<ArgumentNullException>(
            "generator", () => ((RandomNumberGenerator)null!).GetInt32(6));
        Assert.Throws<ArgumentNullException>("random", () => ((Random)null!).NewGuid());
    }

    /// <summary>Makes draws that are hardly ever equal by chance.</summary>
    private static string[] All<TSource>(Draws<TSource> draws)
        where TSource : struct, VGetRandom.Sampling.IRandomSource
    {
        var guids = new Guid[3];
        draws.NewGuids(guids);
        int[] order = [.. Enumerable.Range(0, 1000)];
        draws.Shuffle(order);
        return
        [
            string.Join(' ', guids),
            string.Join(' ', order),
            string.Join(' ', draws.Sample<int>(order, 100)),
            string.Join(' ', draws.Sample<int>(order, 900)),
            string.Join(' ', draws.GetItems(order, 300)),
            $"{draws.GetInt64(1, 1L << 60)} {draws.GetInteger(UInt128.MaxValue)}",
            $"{draws.GetBigInteger(System.Numerics.BigInteger.One << 300)}",
            $"{draws.GetDouble(-1, 1):R} {draws.NextDouble():R}",
            $"{draws.GetToken(300)} {draws.GetText()} {draws.GetHexString(301, true)}",
            $"{draws.CreateVersion7(DateTimeOffset.UnixEpoch)}",
        ];
    }

    private static IEnumerable<string> OfClass() =>
        typeof(KernelRandom).GetMethods(Declared).Select(method => SignatureOf(method))
            .Where(method => !s_ofClassAlone.Any(
                name => method.Contains($" {name}", StringComparison.Ordinal)));

    private static IEnumerable<string> OfExtensions(Type type) =>
        type.GetMethods(Declared).Where(method => method.IsStatic)
            .Select(method => SignatureOf(method, receivers: 1));

    private static string SignatureOf(MethodInfo method, int receivers = 0)
    {
        IEnumerable<string> parameters = method.GetParameters().Skip(receivers)
            .Select(parameter =>
                $"{parameter.ParameterType} {parameter.Name} {parameter.RawDefaultValue}");
        return $"{method.ReturnType} {method.Name}({string.Join(", ", parameters)})";
    }

    private sealed class ScriptedGenerator(Script script) : RandomNumberGenerator
    {
        public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

        public override void GetBytes(Span<byte> data) =>
            VGetRandom.Sampling.RandomSource.Fill(script.Source, data);
    }

    private sealed class ScriptedRandom(Script script) : Random
    {
        public override void NextBytes(Span<byte> buffer) =>
            VGetRandom.Sampling.RandomSource.Fill(script.Source, buffer);
    }
}

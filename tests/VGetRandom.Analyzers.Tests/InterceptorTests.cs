using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace VGetRandom.Analyzers.Tests;

/// <summary>Calls that the compiler redirects to KernelRandom, without a changed line.</summary>
public class InterceptorTests
{
    private const string Usings =
        "using System; using System.Linq; using System.Security.Cryptography;\n";

    [Theory]
    [InlineData("RandomNumberGenerator.", "Fill(new byte[9])")]
    [InlineData("RandomNumberGenerator.", "GetBytes(count: 9)")]
    [InlineData("RandomNumberGenerator.", "GetInt32(6)")]
    [InlineData("RandomNumberGenerator.", "GetInt32(toExclusive: 7, fromInclusive: 1)")]
    [InlineData("RandomNumberGenerator.", "GetHexString(9)")]
    [InlineData("RandomNumberGenerator.", "GetHexString(new char[9], lowercase: true)")]
    [InlineData("RandomNumberGenerator.", "GetString(\"abc\", 3)")]
    [InlineData("RandomNumberGenerator.", "GetItems<int>(new[] { 1, 2 }, 3)")]
    [InlineData("RandomNumberGenerator.", "GetItems<string?>([\"a\", null], new string?[3])")]
    [InlineData("RandomNumberGenerator.", "Shuffle<object>(new object[9])")]
    [InlineData("Guid.", "NewGuid()")]
    [InlineData("Guid.", "CreateVersion7()")]
    [InlineData("Guid.", "CreateVersion7(DateTimeOffset.UtcNow)")]
    [InlineData("Random.Shared.", "Next()")]
    [InlineData("(Random.Shared).", "Next(6)")]
    [InlineData("new Random().", "Next(maxValue: 7, minValue: 1)")]
    [InlineData("Random.Shared.", "NextInt64()")]
    [InlineData("Random.Shared.", "NextInt64(6)")]
    [InlineData("Random.Shared.", "NextInt64(1, 7)")]
    [InlineData("Random.Shared.", "NextSingle()")]
    [InlineData("Random.Shared.", "NextDouble()")]
    [InlineData("Random.Shared.", "NextBytes(new byte[9])")]
    [InlineData("Random.Shared.", "NextBytes(stackalloc byte[9])")]
    [InlineData("Random.Shared.", "GetItems(new[] { 1, 2 }, 3)")]
    [InlineData("Random.Shared.", "GetItems(\"abc\".AsSpan(), 3)")]
    [InlineData("Random.Shared.", "GetItems<char>(\"abc\", new char[3])")]
    [InlineData("Random.Shared.", "Shuffle(new[] { 1, 2 })")]
    [InlineData("Random.Shared.", "Shuffle(new[] { \"a\", \"b\" })")]
    [InlineData("Random.Shared.", "Shuffle(\"abc\".ToCharArray().AsSpan())")]
    [InlineData("Random.Shared.", "GetString(\"abc\", 3)")]
    [InlineData("Random.Shared.", "GetHexString(9, lowercase: true)")]
    public void A_call_reaches_KernelRandom(string type, string call)
    {
        string name = call[..call.IndexOfAny(['(', '<'])];
        string platform = (type.Contains("Random(") || type.Contains("Shared") ? "Random." : type)
            + name;
        Intercepted program = Intercepted.Build($"{Usings}{type}{call};");
        program.Run();

        Assert.DoesNotContain(platform, program.Calls());
        Assert.Contains($"KernelRandom.{name}", program.Calls());
        Assert.Equal(
            [
                "// calls replaced: 1, skipped: 0",
                $"// 0.cs(2,{type.Length + 1}): replaced: {platform}, KernelRandom.{name}",
            ],
            program.Listing);
    }

    [Fact]
    public void Create_gives_the_shared_instance()
    {
        Intercepted program = Intercepted.Build($"""
            {Usings}
            using var random = RandomNumberGenerator.Create();
            random.GetBytes(new byte[9]);
            if (RandomNumberGenerator.Create() is not VGetRandom.KernelRandomNumberGenerator)
                throw new Exception();
            """);

        program.Run();
        Assert.DoesNotContain("RandomNumberGenerator.Create", program.Calls());
        Assert.Equal("// calls replaced: 2, skipped: 0", program.Listing[0]);
    }

    /// <summary>An array of strings may be an object[], but is no span of objects.</summary>
    [Fact]
    public void An_array_may_be_of_another_type()
    {
        Intercepted program = Intercepted.Build($$"""
            {{Usings}}
            Random.Shared.Shuffle(new[] { 1, 2 });
            object[] words = new string[] { "a", "b" };
            Random.Shared.Shuffle(words);
            Mix(words);
            static void Mix<T>(T[] values) => Random.Shared.Shuffle(values);
            """);

        program.Run();
        Assert.Equal("// calls replaced: 3, skipped: 0", program.Listing[0]);
        Assert.All(
            program.Listing.Skip(1),
            line => Assert.EndsWith("Random.Shuffle, KernelRandom.Shuffle", line));
    }

    [Theory]
    [InlineData("Random.Shared.Shuffle((int[])null!)")]
    [InlineData("Random.Shared.Shuffle((object[])null!)")]
    [InlineData("Random.Shared.GetItems((int[])null!, 3)")]
    [InlineData("Random.Shared.NextBytes(null!)")]
    public void Null_is_refused_as_by_the_platform(string call)
    {
        Intercepted program = Intercepted.Build($"{Usings}{call};");
        Exception thrown = Assert.Throws<TargetInvocationException>(program.Run).InnerException!;
        _ = Assert.IsType<ArgumentNullException>(thrown);
    }

    [Fact]
    public void Calls_may_stand_anywhere()
    {
        Intercepted program = Intercepted.Build($$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Security.Cryptography;
            using System.Threading.Tasks;
            using static System.Guid;
            using static System.Security.Cryptography.RandomNumberGenerator;
            using Csprng = System.Security.Cryptography.RandomNumberGenerator;

            _ = NewGuid();
            _ = new[] { 1, 2 }.Select(_ => GetInt32(6)).ToArray();
            _ = Csprng.GetBytes(checked(1 + Random.Shared.Next(6)));
            _ = Local();
            _ = await Part.LaterAsync();
            _ = Part.Many().ToList();
            _ = new Part().Id;
            _ = Part.Hidden();
            _ = Generic<Part>.Pick([new()]);
            if (GetInt32(6) is var die && die > 6) return;
            static Guid Local() => Guid./* new */NewGuid();

            partial class Part
            {
                public Guid Id { get; } = System.Guid.NewGuid();
                public static async Task<byte[]> LaterAsync() =>
                    RandomNumberGenerator.GetBytes(await Task.FromResult(9));
            }

            partial class Part
            {
                private enum Suit { Clubs, Hearts }

                public static IEnumerable<int> Many()
                {
                    yield return RandomNumberGenerator.GetInt32(6);
                    yield return Csprng.GetItems<Suit>(Enum.GetValues<Suit>(), 3).Length;
                }

                public static object Hidden() => GetItems<Suit>([Suit.Clubs], 1);
            }

            static class Generic<T>
            {
                public static T[] Pick(T[] values)
                {
                    Shuffle(values.AsSpan());
                    return Random.Shared.GetItems(values, RandomNumberGenerator.GetInt32(6));
                }
            }

            class Derived : RandomNumberGenerator
            {
                public override void GetBytes(byte[] data) => Fill(data);
            }
            """);

        program.Run();
        Assert.Equal("// calls replaced: 15, skipped: 0", program.Listing[0]);
        Assert.DoesNotContain(program.Calls(), IsOfPlatform);
    }

    [Fact]
    public void What_no_interceptor_can_take_is_listed_with_the_reason()
    {
        Intercepted program = Intercepted.Build($$"""
            {{Usings}}
            Func<Guid> delegated = Guid.NewGuid;
            System.Linq.Expressions.Expression<Func<Guid>> tree = () => Guid.NewGuid();
            _ = nameof(Guid.NewGuid) + nameof(Random.Shared);
            Random own = new();
            Random seeded = new Random(42);
            int next = own.Next() + seeded.Next(6);
            Take(Random.Shared);
            Take(new Random());
            Func<int> number = Random.Shared.Next;
            int? maybe = Random.Shared?.Next();
            static void Take(Random random) => random.Shuffle(new int[3]);
            """);

        program.Run();
        Assert.Equal(
            """
            // calls replaced: 0, skipped: 11 (a delegate: 1, in an expression tree: 1, \
            an instance of its own: 2, not known to be Random.Shared: 4, passed on: 3)
            // 0.cs(3,29): skipped: Guid.NewGuid, a delegate
            // 0.cs(4,66): skipped: Guid.NewGuid, in an expression tree
            // 0.cs(6,14): skipped: new Random(), an instance of its own
            // 0.cs(8,16): skipped: Random.Next, not known to be Random.Shared
            // 0.cs(8,32): skipped: Random.Next, not known to be Random.Shared
            // 0.cs(9,13): skipped: Random.Shared, passed on
            // 0.cs(10,6): skipped: new Random(), an instance of its own
            // 0.cs(11,27): skipped: Random.Shared, passed on
            // 0.cs(12,21): skipped: Random.Shared, passed on
            // 0.cs(12,29): skipped: Random.Next, not known to be Random.Shared
            // 0.cs(13,43): skipped: Random.Shuffle, not known to be Random.Shared
            """.Replace("\\\n", ""),
            string.Join('\n', program.Listing));
    }

    [Fact]
    public void A_dynamic_argument_and_what_has_no_counterpart_are_listed_too()
    {
        Intercepted program = Intercepted.Build($$"""
            {{Usings}}
            dynamic bound = 6;
            int one = RandomNumberGenerator.GetInt32(bound) + Random.Shared.Next(bound);
            """);

        program.Run();
        Assert.Equal(
            [
                "// calls replaced: 0, skipped: 3 (a dynamic argument: 2, passed on: 1)",
                "// 0.cs(4,33): skipped: GetInt32, a dynamic argument",
                "// 0.cs(4,58): skipped: Random.Shared, passed on",
                "// 0.cs(4,65): skipped: Next, a dynamic argument",
            ],
            program.Listing);
    }

    [Fact]
    public void An_older_language_will_do()
    {
        Intercepted program = Intercepted.Build(
            $"{Usings}System.Console.Write(Guid.NewGuid());",
            language: LanguageVersion.CSharp10);
        Assert.Equal("// calls replaced: 1, skipped: 0", program.Listing[0]);
    }

    private static bool IsOfPlatform(string call) =>
        call.StartsWith("Guid.") || call.StartsWith("RandomNumberGenerator.Get")
            || call.StartsWith("Random.Next");
}

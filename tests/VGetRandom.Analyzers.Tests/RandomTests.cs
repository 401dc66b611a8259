using Microsoft.CodeAnalysis.CSharp;

namespace VGetRandom.Analyzers.Tests;

/// <summary>VGR0003: Random.Shared and new Random().</summary>
public class RandomTests
{
    [Theory]
    [InlineData("Next()")]
    [InlineData("Next(6)")]
    [InlineData("Next(maxValue: 7, minValue: 1)")]
    [InlineData("NextInt64()")]
    [InlineData("NextInt64(6)")]
    [InlineData("NextInt64(1, 7)")]
    [InlineData("NextSingle()")]
    [InlineData("NextDouble()")]
    [InlineData("NextBytes(bytes)")]
    [InlineData("NextBytes(buffer: bytes.AsSpan())")]
    [InlineData("GetItems(numbers, 3)")]
    [InlineData("GetItems(words, length: 3)")]
    [InlineData("GetItems(new ReadOnlySpan<int>(numbers), numbers.AsSpan())")]
    [InlineData("Shuffle(numbers)")]
    [InlineData("Shuffle(words)")]
    [InlineData("Shuffle(words.AsSpan())")]
    [InlineData("GetString(\"abc\", 3)")]
    [InlineData("GetHexString(12, lowercase: true)")]
    public async Task A_call_is_one_of_KernelRandom(string call)
    {
        string name = call[..call.IndexOf('(', StringComparison.Ordinal)];
        string rest = call[name.Length..];
        foreach (string instance in (string[])["Random.Shared", "new Random()"])
        {
            await FixCase.FixesBodyAsync(
                $"{{|VGR0003:{instance}.{name}|}}{rest};", $"KernelRandom.{call};");
        }
    }

    [Fact]
    public Task An_instance_that_is_passed_on_or_kept() =>
        FixCase.FixesAsync(
            """
            using System;

            class Game
            {
                private static readonly Random s_random = {|VGR0003:new()|};
                private readonly Random _random = {|VGR0003:new Random()|}; // Mine.
                private Random? _later;
                public Random Shared { get; } = {|VGR0003:Random.Shared|};

                void Play(Random? random = null)
                {
                    random ??= {|VGR0003:Random.Shared|};
                    _later ??= {|VGR0003:new()|};
                    var die = {|VGR0003:new Random(/* no seed */)|};
                    object thing = {|VGR0003:System.Random.Shared|};
                    var cast = (object)({|VGR0003:new Random()|});
                    Play({|VGR0003:Random.Shared|});
                    Play(random: {|VGR0003:new()|});
                    _ = {|VGR0003:Random.Shared|}?.Next(6);
                    Func<int> next = {|VGR0003:Random.Shared|}.Next;
                    die.Next(6);
                }
            }
            """,
            """
            using System;
            using VGetRandom;

            class Game
            {
                private static readonly Random s_random = KernelRandom.Random;
                private readonly Random _random = KernelRandom.Random; // Mine.
                private Random? _later;
                public Random Shared { get; } = KernelRandom.Random;

                void Play(Random? random = null)
                {
                    random ??= KernelRandom.Random;
                    _later ??= KernelRandom.Random;
                    var die = KernelRandom.Random /* no seed */;
                    object thing = KernelRandom.Random;
                    var cast = (object)(KernelRandom.Random);
                    Play(KernelRandom.Random);
                    Play(random: KernelRandom.Random);
                    _ = KernelRandom.Random?.Next(6);
                    Func<int> next = KernelRandom.Random.Next;
                    die.Next(6);
                }
            }
            """);

    // Such an array may hold items of another type, and then is no Span of objects.
    [Fact]
    public Task An_array_of_a_type_with_derived_ones_is_shuffled_as_an_array() =>
        FixCase.FixesBodyAsync(
            "object[] things = words; {|VGR0003:Random.Shared.Shuffle|}(things);",
            "object[] things = words; KernelRandom.Shuffle(things);");

    // No span lives across an await, but the array does. So a fix that changes the call also checks
    // whether the new using would give other names a meaning.
    [Fact]
    public Task A_call_in_a_lambda() =>
        FixCase.FixesBodyAsync(
            "Func<int[]> draw = () => {|VGR0003:Random.Shared.GetItems|}(numbers, 3);",
            "Func<int[]> draw = () => KernelRandom.GetItems(numbers, 3);");

    [Fact]
    public Task A_call_that_waits_after_its_array() =>
        FixCase.FixesBodyAsync(
            """
            Func<System.Threading.Tasks.Task<int[]>> draw = async () =>
                {|VGR0003:Random.Shared.GetItems|}(
                    numbers, await System.Threading.Tasks.Task.FromResult(length));
            """,
            """
            Func<System.Threading.Tasks.Task<int[]>> draw = async () =>
                KernelRandom.GetItems(
                    numbers, await System.Threading.Tasks.Task.FromResult(length));
            """);

    [Fact]
    public Task A_language_without_spans_of_arrays() =>
        FixCase.FixesAsync(
            """
            using System;

            class Program
            {
                void Run(int[] numbers) => {|VGR0003:Random.Shared.Shuffle|}(numbers);
            }
            """,
            """
            using System;
            using VGetRandom;

            class Program
            {
                void Run(int[] numbers) => KernelRandom.Shuffle(numbers);
            }
            """,
            LanguageVersion.CSharp13);

    [Fact]
    public Task A_chain_over_lines_and_parentheses() =>
        FixCase.FixesBodyAsync(
            """
            _ = {|VGR0003:Random
                .Shared
                .Next|}(6);
            _ = {|VGR0003:(new Random()).Next|}(6);
            """,
            """
            _ = KernelRandom
                .Next(6);
            _ = KernelRandom.Next(6);
            """);

    [Fact]
    public Task What_has_a_seed_or_is_another_class_is_left() =>
        FixCase.LeavesAsync(
            """
            using System;

            class Loaded : Random
            {
                public Loaded() : base(42) { }
                public override int Next() => 4;
            }

            class Program
            {
                Random One => new Random(42);
                Random Two => new(42);
                Random Three => new Loaded();
                int Four => new Loaded().Next();
                int Five(Random given) => given.Next();
            }
            """);

    [Fact]
    public Task What_is_about_the_object_itself_is_left() =>
        FixCase.LeavesBodyAsync(
            """
            Random random = KernelRandom.Random;
            _ = random == Random.Shared || Random.Shared != random;
            _ = ReferenceEquals(random, Random.Shared) || Random.Shared.Equals(random);
            _ = Random.Shared.GetHashCode();
            new Random();
            Action drop = () => new Random();
            """);
}

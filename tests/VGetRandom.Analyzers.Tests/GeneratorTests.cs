namespace VGetRandom.Analyzers.Tests;

/// <summary>VGR0001: RandomNumberGenerator's static methods.</summary>
public class GeneratorTests
{
    [Theory]
    [InlineData("Fill", "bytes")]
    [InlineData("Fill", "stackalloc byte[12]")]
    [InlineData("Fill", "bytes.AsSpan(1)")]
    [InlineData("GetBytes", "32")]
    [InlineData("GetInt32", "7")]
    [InlineData("GetInt32", "1, 7")]
    [InlineData("GetInt32", "fromInclusive: 1, toExclusive: 7")]
    [InlineData("GetInt32", "toExclusive: 7, fromInclusive: 1")]
    [InlineData("GetHexString", "12")]
    [InlineData("GetHexString", "12, true")]
    [InlineData("GetHexString", "12, lowercase: true")]
    [InlineData("GetHexString", "new char[4]")]
    [InlineData("GetString", "\"abc\", 3")]
    [InlineData("GetItems", "new ReadOnlySpan<int>(numbers), 3")]
    [InlineData("GetItems<int>", "numbers, 3")]
    [InlineData("GetItems", "(ReadOnlySpan<int>)numbers, new int[4].AsSpan()")]
    [InlineData("Shuffle", "numbers")]
    [InlineData("Shuffle<string>", "words")]
    [InlineData("Shuffle", "values: numbers.AsSpan()")]
    public Task A_call_is_one_of_KernelRandom(string method, string arguments) =>
        FixCase.FixesBodyAsync(
            $"{{|VGR0001:RandomNumberGenerator.{method}|}}({arguments});",
            $"KernelRandom.{method}({arguments});");

    [Fact]
    public Task An_argument_may_have_its_name() =>
        FixCase.FixesBodyAsync(
            "{|VGR0001:RandomNumberGenerator.Fill|}( data : bytes);",
            "KernelRandom.Fill( data : bytes);");

    [Fact]
    public Task Calls_in_calls_and_what_is_made_of_the_result() =>
        FixCase.FixesBodyAsync(
            """
            int? count = {|VGR0001:RandomNumberGenerator.GetBytes|}(
                {|VGR0001:RandomNumberGenerator.GetInt32|}(9))?.Length;
            _ = Convert.ToHexString({|VGR0001:RandomNumberGenerator.GetBytes|}(3))[0];
            """,
            """
            int? count = KernelRandom.GetBytes(
                KernelRandom.GetInt32(9))?.Length;
            _ = Convert.ToHexString(KernelRandom.GetBytes(3))[0];
            """);

    [Fact]
    public Task Comments_and_line_ends_stay() =>
        FixCase.FixesBodyAsync(
            """
            // Before.
            _ = /* left */ {|VGR0001:RandomNumberGenerator /* middle */
                .GetInt32|}( /* right */ 6); // After.
            _ = {|VGR0001:System.Security /* inner */
                .Cryptography.RandomNumberGenerator.GetBytes|}(1);
            """,
            """
            // Before.
            _ = /* left */ KernelRandom /* middle */
                .GetInt32( /* right */ 6); // After.
            _ = KernelRandom /* inner */.GetBytes(1);
            """);

    [Fact]
    public Task A_static_using_and_an_alias() =>
        FixCase.FixesAsync(
            """
            using static System.Security.Cryptography.RandomNumberGenerator;
            using Rng = System.Security.Cryptography.RandomNumberGenerator;

            class Program
            {
                byte[] Key => {|VGR0001:GetBytes|}(32);
                int[] Items(int[] from) => {|VGR0001:GetItems<int>|}(from, 3);
                int Die => 1 + {|VGR0001:Rng.GetInt32|}(6);
            }
            """,
            """
            using VGetRandom;
            using static System.Security.Cryptography.RandomNumberGenerator;
            using Rng = System.Security.Cryptography.RandomNumberGenerator;

            class Program
            {
                byte[] Key => KernelRandom.GetBytes(32);
                int[] Items(int[] from) => KernelRandom.GetItems<int>(from, 3);
                int Die => 1 + KernelRandom.GetInt32(6);
            }
            """);

    [Fact]
    public Task A_method_group() =>
        FixCase.FixesBodyAsync(
            """
            Func<int, byte[]> make = {|VGR0001:RandomNumberGenerator.GetBytes|};
            int[] dice = Array.ConvertAll(numbers, {|VGR0001:RandomNumberGenerator.GetInt32|});
            """,
            """
            Func<int, byte[]> make = KernelRandom.GetBytes;
            int[] dice = Array.ConvertAll(numbers, KernelRandom.GetInt32);
            """);

    // KernelRandom has more methods of that name, so var would have no type.
    [Fact]
    public Task Fill_as_a_method_group_is_left() =>
        FixCase.LeavesBodyAsync("var fill = RandomNumberGenerator.Fill;");

    [Fact]
    public Task A_call_through_a_derived_class_is_left() =>
        FixCase.LeavesAsync(
            """
            using System.Security.Cryptography;

            class Derived : RandomNumberGenerator
            {
                public override void GetBytes(byte[] data) => Fill(data);
                class Inner
                {
                    int Number => GetInt32(6);
                }
            }

            class Program
            {
                int Die => Derived.GetInt32(6);
                RandomNumberGenerator Mine => new Derived();
            }
            """);
}

using System.Reflection;

namespace VGetRandom.Tests.Facade;

/// <summary>Random's numbers of any type, which .NET 11 adds.</summary>
public class NextRuntimeTests
{
    [Fact]
    public void A_number_of_a_type_is_any_that_is_not_negative()
    {
        var drawn = new HashSet<sbyte>();
        for (int i = 0; i < 10_000; i++)
        {
            _ = drawn.Add(KernelRandom.NextInteger<sbyte>());
        }

        Assert.Equal(Enumerable.Range(0, 128), drawn.Select(number => (int)number).Order());
    }

    [Fact]
    public void A_bound_and_a_range_may_be_empty()
    {
        Assert.Equal(0, KernelRandom.NextInteger(0));
        Assert.Equal(7u, KernelRandom.NextInteger(7u, 7u));
        Assert.InRange(KernelRandom.NextInteger((UInt128)3), (UInt128)0, (UInt128)2);
        Assert.InRange(KernelRandom.NextInteger(-2L, 2L), -2L, 1L);
    }

    [Fact]
    public void What_makes_no_range_is_refused()
    {
        Assert.Equal(
            "maxValue",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => KernelRandom.NextInteger(-1)).ParamName);
        Assert.Equal(
            "minValue",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => KernelRandom.NextInteger(1, 0)).ParamName);
    }

    [Fact]
    public void A_fraction_has_as_many_bits_as_its_type()
    {
        Assert.Equal(1 - Math.Pow(2, -53), KernelRandom.ToUnit<double>(ulong.MaxValue));
        Assert.Equal(1 - MathF.Pow(2, -24), KernelRandom.ToUnit<float>(ulong.MaxValue));
        Assert.Equal((Half)(1 - Math.Pow(2, -11)), KernelRandom.ToUnit<Half>(ulong.MaxValue));
        Assert.Equal(Math.Pow(2, -53), KernelRandom.ToUnit<double>(1ul << 11));
        Assert.Equal(0f, KernelRandom.ToUnit<float>((1ul << 40) - 1));
        Assert.InRange(KernelRandom.NextBinaryFloat<Half>(), (Half)0, (Half)0.9999);
    }

    [Fact]
    public void Every_method_that_the_platform_adds_is_here_with_its_parameters()
    {
        string[] ours = [.. typeof(KernelRandom).GetMethods().Select(Signature)];
        string[] theirs =
        [
            .. typeof(Random).GetMethods().Where(method => method.IsGenericMethod)
                .Where(method => method.Name.StartsWith("Next", StringComparison.Ordinal))
                .Select(Signature),
        ];
        Assert.Equal(Environment.Version.Major >= 11 ? 4 : 0, theirs.Length);
        Assert.Empty(theirs.Except(ours));
    }

    private static string Signature(MethodInfo method) =>
        $"{method} {string.Join(' ', method.GetParameters().Select(parameter => parameter.Name))}";
}

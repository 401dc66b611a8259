using System.Reflection;
using System.Security.Cryptography;
using CsCheck;

namespace VGetRandom.Tests.Facade;

/// <summary>Compares every method that the platform also has with the platform's.</summary>
public class DifferentialTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.DeclaredOnly
        | BindingFlags.Static | BindingFlags.Instance;

    private static readonly Twin[] s_table =
    [
        .. GeneratorTwins.OfClass,
        .. GeneratorTwins.OfInstance,
        .. RandomTwins.OfClass,
        .. RandomTwins.OfInstance,
        .. RandomTwins.OfGuid,
    ];

    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        for (int i = 0; i < s_table.Length; i++)
        {
            rows.Add(i, s_table[i].Name);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Both_accept_and_refuse_the_same_in_the_same_way(int row, string name)
    {
        Twin twin = s_table[row];
        Assert.Equal(name, twin.Name);
        Arguments.Generated.Sample(
            arguments =>
            {
                string expected = Twin.OutcomeOf(twin.Platform, arguments);
                Assert.Equal(expected, Twin.OutcomeOf(twin.Kernel, arguments));
            },
            iter: 2000,
            threads: 1);
    }

    [Theory]
    [InlineData(typeof(RandomNumberGenerator))]
    [InlineData(typeof(Random))]
    public void The_table_has_every_method_of(Type platform)
    {
        string[] notOurs =
        [
            "RandomNumberGenerator.Create()",
            "RandomNumberGenerator.Create(String)",
            "Random.get_Shared()",

            // .NET 11 has these, but the tests do not compile for it: see NextRuntimeTests.
            "Random.NextInteger()",
            "Random.NextInteger(T)",
            "Random.NextInteger(T, T)",
            "Random.NextBinaryFloat()",
        ];
        IEnumerable<string> names =
            platform.GetMethods(Declared).Select(Twin.NameOf).Except(notOurs);
        Assert.Empty(names.Except(s_table.Select(twin => twin.Name)));
    }

    /// <summary>A call must compile unchanged, so the names of the parameters must match,
    /// too.</summary>
    [Fact]
    public void Every_static_method_of_RandomNumberGenerator_is_here_with_its_parameters()
    {
        string[] ours = [.. typeof(KernelRandom).GetMethods(Declared).Select(Signature)];
        IEnumerable<string> theirs = typeof(RandomNumberGenerator).GetMethods(Declared)
            .Where(method => method.IsStatic && method.Name != nameof(RandomNumberGenerator.Create))
            .Where(method => method.Name != nameof(RandomNumberGenerator.Fill))
            .Select(Signature);
        Assert.Empty(theirs.Except(ours));
    }

    [Theory]
    [InlineData(typeof(KernelRandomNumberGenerator), typeof(RandomNumberGenerator))]
    [InlineData(typeof(RandomAdapter), typeof(Random))]
    public void Every_virtual_member_is_overridden(Type ours, Type platform)
    {
        BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        IEnumerable<MethodInfo> inherited = ours.GetMethods(all)
            .Where(method => method.IsVirtual && !method.IsFinal)
            .Where(method => method.DeclaringType == platform);

        // The platform's Dispose does nothing, and there is nothing to do.
        Assert.DoesNotContain(inherited, method => method.ToString() != "Void Dispose(Boolean)");
    }

    private static string Signature(MethodInfo method)
    {
        IEnumerable<string> parameters = method.GetParameters()
            .Select(parameter => $"{parameter} = {parameter.RawDefaultValue}");
        return $"{method.ReturnType} {method.Name}({string.Join(", ", parameters)})";
    }
}

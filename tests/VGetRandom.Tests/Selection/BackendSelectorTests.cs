using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Selection;

namespace VGetRandom.Tests.Selection;

public class BackendSelectorTests
{
    private static readonly RequestedBackend s_variable = new("second", "VARIABLE", true);
    private static readonly RequestedBackend s_preference = new("second", "The setting", false);

    private readonly List<(string Name, bool IsStrict)> _created = [];

    [Fact]
    public void The_first_that_is_to_be_had_is_chosen()
    {
        Assert.Equal("first: ", Select(RequestedBackend.None, "first", "second"));
        Assert.Equal([("first", false)], _created);
    }

    [Fact]
    public void What_stood_against_the_better_ones_is_in_the_reason() =>
        Assert.Equal(
            "third: The first backend is not available: no first. "
            + "The second backend is not available: no second. ",
            Select(RequestedBackend.None, "-first", "-second", "third"));

    [Fact]
    public void A_request_overrides_the_order()
    {
        Assert.Equal("second: VARIABLE asks for it. ", Select(s_variable, "first", "second"));
        Assert.Equal("second: The setting asks for it. ", Select(s_preference, "first", "second"));
        Assert.Equal([("second", true), ("second", false)], _created);
    }

    [Fact]
    public void Names_are_compared_without_regard_to_case() =>
        Assert.Equal(
            "second: The setting asks for it. ",
            Select(s_preference with { Name = "SECOND" }, "first", "second"));

    [Fact]
    public void A_demand_that_cannot_be_met_refuses_every_request_and_says_why()
    {
        IRandomBackend backend = Choose(s_variable, "first", "-second");
        Assert.Equal(BackendKind.None, backend.Info.Kind);
        Assert.StartsWith(
            "VARIABLE='second' is not available: no second.",
            backend.Info.Reason,
            StringComparison.Ordinal);
        AssertRefuses<InvalidOperationException>(backend);
    }

    [Fact]
    public void A_demand_for_an_unknown_name_lists_the_known_ones()
    {
        IRandomBackend backend = Choose(s_variable, "first", "third");
        Assert.Contains("only auto, first, third.", backend.Info.Reason, StringComparison.Ordinal);
        AssertRefuses<InvalidOperationException>(backend);
    }

    [Fact]
    public void A_preference_that_cannot_be_met_leaves_the_choice_free_and_is_on_record()
    {
        const string Expected =
            "first: The setting prefers 'second', which is not available: no second. ";
        Assert.Equal(Expected, Select(s_preference, "first", "-second"));
    }

    [Fact]
    public void One_that_is_not_automatic_serves_only_those_who_ask()
    {
        AssertRefuses<CryptographicException>(Choose(RequestedBackend.None, "-first", "?second"));
        Assert.Equal("second: VARIABLE asks for it. ", Select(s_variable, "first", "?second"));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", "", null)]
    [InlineData("auto", "syscall", null)]
    [InlineData("vdso", "syscall", "vdso strict")]
    [InlineData(null, "syscall", "syscall")]
    [InlineData("", "syscall", "syscall")]
    [InlineData(null, "auto", null)]
    [InlineData(" VDSO\t", null, "VDSO strict")]
    [InlineData(null, "SysCall ", "SysCall")]
    [InlineData(" ", "AUTO", null)]
    public void The_variable_goes_before_the_setting(
        string? variable, string? setting, string? expected)
    {
        RequestedBackend request = RequestedBackend.From(variable, setting);
        Assert.Equal(expected, request.IsStrict ? $"{request.Name} strict" : request.Name);
    }

    private static unsafe void AssertRefuses<TException>(IRandomBackend backend)
        where TException : Exception
    {
        // SAFETY: nothing is written.
        Assert.Equal(BackendKind.None, backend.Info.Kind);
        Assert.Throws<TException>(() => backend.Fill(null, 1));
        Assert.Throws<TException>(() => backend.GetRandom(null, 1, 0));
    }

    private string Select(RequestedBackend request, params string[] candidates) =>
        Choose(request, candidates).Info.Reason;

    /// <param name="request">The request to the selector.</param>
    /// <param name="names">The candidates. A - before a name marks one that is unavailable, a ? one
    /// that serves only on demand.</param>
    private IRandomBackend Choose(RequestedBackend request, params string[] names) =>
        BackendSelector.Select(request, Array.ConvertAll(names, NewCandidate));

    private BackendCandidate NewCandidate(string mark)
    {
        string name = mark.TrimStart('-', '?');
        return new(
            name,
            (why, isStrict) =>
            {
                _created.Add((name, isStrict));
                return mark[0] == '-'
                    ? new Problem($"no {name}.")
                    : Attempt<IRandomBackend>.Of(new NamedBackend($"{name}: {why}"));
            },
            mark[0] != '?');
    }

    private sealed unsafe class NamedBackend(string reason) : IRandomBackend
    {
        // SAFETY: nothing is written.
        public BackendInfo Info => new(BackendKind.Syscall, reason);

        public void Fill(byte* buffer, nuint length) => throw new NotSupportedException();

        public nint GetRandom(byte* buffer, nuint length, uint flags) =>
            throw new NotSupportedException();
    }
}

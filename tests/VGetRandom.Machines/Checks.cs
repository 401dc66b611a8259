namespace VGetRandom.Machines;

/// <summary>Counts the assertions that held, and keeps those that did not.</summary>
internal sealed class Checks
{
    private readonly List<string> _violations = [];

    public int Count { get; private set; }

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Makes one assertion.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="what">What should be true, with what was found instead.</param>
    public void That(bool holds, string what)
    {
        Count++;
        if (!holds)
        {
            _violations.Add(what);
        }
    }

    public void Equal(string expected, string actual, string what) =>
        That(expected == actual, $"{what} is {actual}, not {expected}");

    public void AtLeast(long least, long actual, string what) =>
        That(actual >= least, $"{what}: {actual}, less than {least}");
}

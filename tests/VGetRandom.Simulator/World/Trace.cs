namespace VGetRandom.Simulator.World;

/// <summary>What happened, step by step, as far as its end is concerned.</summary>
internal sealed class Trace
{
    private const int MaxLines = 60;

    private readonly Queue<string> _lines = new();

    /// <summary>The last lines.</summary>
    public IEnumerable<string> Lines => _lines;

    public void Add(Machine machine, string what)
    {
        if (_lines.Count == MaxLines)
        {
            _ = _lines.Dequeue();
        }

        Lane lane = machine.Running;
        _lines.Enqueue($"{machine.Steps,6}  thread {lane.Index}, depth {lane.Depth}: {what}");
    }
}

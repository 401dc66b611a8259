namespace VGetRandom.Simulator.World;

/// <summary>Keeps the last steps of a run in words.</summary>
internal sealed class Trace
{
    private const int MaxLines = 60;

    private readonly Queue<string> _lines = new();

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

using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Runs;

/// <summary>Adds up what all threads of a run did. Thread-safe.</summary>
internal sealed class Total
{
    private readonly System.Threading.Lock _gate = new();
    private readonly long[] _injected = new long[Enum.GetValues<FaultKind>().Length];
    private long _requests;
    private long _steps;
    private int _violations;

    public void Add(Family family)
    {
        lock (_gate)
        {
            _requests += family.Requests;
            _steps += family.Steps;
            for (int i = 0; i < _injected.Length; i++)
            {
                _injected[i] += family.Injected[i];
            }
        }
    }

    /// <summary>Prints at once what was broken.</summary>
    public void Report(string violation)
    {
        lock (_gate)
        {
            _violations++;
            Console.WriteLine(violation);
        }
    }

    /// <returns>The exit code.</returns>
    public int Print()
    {
        Console.WriteLine($"requests {_requests}");
        Console.WriteLine($"steps {_steps}");
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            Console.WriteLine($"{kind} {_injected[(int)kind]}");
        }

        Console.WriteLine($"violations {_violations}");
        return _violations == 0 ? 0 : 1;
    }
}

using System.Diagnostics;
using System.Security.Cryptography;
using VGetRandom;

// Each source has a method of its own, so that nothing is loaded or compiled for the others.
byte[] buffer = new byte[16];
var sources = new Dictionary<string, Action>
{
    ["KernelRandom.Fill"] = () => KernelRandom.Fill(buffer),
    ["KernelRandom.NextUInt32"] = () => KernelRandom.NextUInt32(),
    ["KernelRandom.NewGuid"] = () => KernelRandom.NewGuid(),
    ["RandomNumberGenerator.Fill"] = () => RandomNumberGenerator.Fill(buffer),
    ["RandomNumberGenerator.GetInt32"] = () => RandomNumberGenerator.GetInt32(1000),
    ["Guid.NewGuid"] = () => Guid.NewGuid(),
    ["Random.Shared.Next"] = () => Random.Shared.Next(),
};

// The first use of the clock must not count as the request's.
_ = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp());
switch (args)
{
    case ["first", var source]:
        Action call = sources[source];
        long start = Stopwatch.GetTimestamp();
        call();
        Console.WriteLine((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        return 0;
    case ["many"]:
        Console.Error.WriteLine($".NET {Environment.Version}, backend {KernelRandom.Backend.Name}");
        foreach ((string name, Action action) in sources)
        {
            Console.WriteLine($"{name}\t{MedianNs(action):F1}");
        }

        return 0;
    default:
        Console.Error.WriteLine("usage: first SOURCE | many");
        return 2;
}

static double MedianNs(Action call)
{
    const int Rounds = 15;
    const int Calls = 100_000;
    double[] rounds = new double[Rounds];

    // The first rounds let the JIT finish, and do not count.
    for (int round = -Rounds; round < Rounds; round++)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        rounds[Math.Max(round, 0)] =
            Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
        if (round < 0)
        {
            Thread.Sleep(20);
        }
    }

    return rounds.Order().ElementAt(Rounds / 2);
}

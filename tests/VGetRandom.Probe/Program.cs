using System.Globalization;
using VGetRandom.Probe;
using VGetRandom.Probe.Faults;
using VGetRandom.Selection;

// Scenarios that change the whole process (limits, filters, forks, the environment) and so cannot
// run inside the tests. Each prints lines of "name=value", and the tests judge them.
return args switch
{
    ["backend"] => BackendScenario.Run(null),
    ["backend", var preference] => BackendScenario.Run(preference),
    ["fork", var rounds, "process"] =>
        ForkScenario.Run(int.Parse(rounds), ProcessBackend.Instance),

    // Another backend serves if the preferred one is not available.
    ["fork", var rounds, "process", var preference] =>
        ForkScenario.RunPreferring(preference, int.Parse(rounds)),
    ["soak", var minutes] =>
        SoakScenario.Run(double.Parse(minutes, CultureInfo.InvariantCulture)),

    // A child inherits ordinary memory, so there the tests must see the difference.
    ["fork", var rounds, var memory] =>
        ForkScenario.Run(int.Parse(rounds), FreshBackend.New(memory == "droppable")),
    ["fork-with-key", var rounds, var memory] =>
        ForkWithKeyScenario.Run(int.Parse(rounds), memory),
    ["fork-uuids", var rounds] => UuidForkScenario.Run(int.Parse(rounds)),
    ["chacha20"] => ChaCha20Scenario.Run(),
    ["draw", var count, var bytes] => DrawScenario.Run(int.Parse(count), int.Parse(bytes)),
    ["first-large", var backend, var when] =>
        FirstLargeScenario.Run(backend, isReadyMidway: when == "midway"),
    ["oracle", var count, var seed] => OracleScenario.Run(int.Parse(count), int.Parse(seed)),
    ["address-space-limit", var backend] => MemoryScenarios.RunWithAddressSpaceLimit(backend),
    ["locked-memory"] => MemoryScenarios.RunWithLockedMemory(),
    ["sandbox-before", var errno] => SandboxScenario.Run(int.Parse(errno), drawBefore: false),
    ["sandbox-after", var errno] => SandboxScenario.Run(int.Parse(errno), drawBefore: true),
    ["confined", var sandbox, .. var command] => ConfinedProgram.Run(sandbox, command),
    ["idle"] => 0,
    ["unlisted-call"] => ConfinedProgram.MakeUnlistedCall(),
    ["sandbox-memory", var call, var errno] =>
        SandboxScenario.RunWithoutMemoryCalls(call, int.Parse(errno)),
    ["exec-sandboxed", var errno, var calls, .. var command] =>
        ExecScenario.Run(uint.Parse(errno), calls.Split(','), command),
    ["fork-check", var fault] => ForkCheckScenario.Run(Enum.Parse<ChildFault>(fault)),
    ["drops", var backend, var drops, var within] =>
        DropScenario.Run(backend, long.Parse(drops), long.Parse(within)),
    ["reseeds", var backend, var reseeds, var noticed] =>
        ReseedScenario.Run(backend, long.Parse(reseeds), long.Parse(noticed)),
    ["core", var backend] => CoreScenario.Run(backend),
    ["throwing-listeners"] => ListenerScenario.Run(),
    ["published", var what] => PublishedScenario.Run(what),
    ["unload", var rounds] => UnloadScenario.Run(int.Parse(rounds)),
    ["memory-pressure", var backend, var drops] =>
        PressureScenario.Run(backend, long.Parse(drops)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("unknown scenario");
    return 2;
}

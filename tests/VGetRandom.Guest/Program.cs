using VGetRandom.Guest;
using VGetRandom.Probe;
using VGetRandom.Probe.Faults;
using VGetRandom.Selection;

// The first process of a test machine, and the programs that it starts. It prints lines of
// "name=value", and the host judges them.
return (Environment.ProcessId, args) switch
{
    (1, ["waiting", var steps]) => Init.Run(steps, isReadinessTested: true),
    (1, [var steps]) => Init.Run(steps, isReadinessTested: false),
    (_, ["vectors"]) => VectorScenario.Run(),
    (_, ["chacha20"]) => ChaCha20Scenario.Run(),
    (_, ["backend"]) => BackendScenario.Run(null),
    (_, ["states"]) => StateScenario.Run(),
    (_, ["fork", var rounds]) => ForkScenario.Run(int.Parse(rounds), ProcessBackend.Instance),
    (_, ["time-namespace", .. var command]) => TimeNamespaceScenario.RunProgram(command),
    (_, ["time-namespace-fork", var backend, var rounds]) =>
        TimeNamespaceScenario.Fork(backend, int.Parse(rounds)),
    (_, ["oracle", var count, var seed]) => OracleScenario.Run(int.Parse(count), int.Parse(seed)),
    (_, ["drops", var backend, var drops]) => DropScenario.Run(backend, long.Parse(drops), 0),
    (_, ["reseeds", var backend, var reseeds, var noticed]) =>
        ReseedScenario.Run(backend, long.Parse(reseeds), long.Parse(noticed)),
    (_, ["pressure", var backend, var drops]) =>
        PressureScenario.Run(backend, long.Parse(drops)),
    (_, ["clones"]) => CloneScenario.Run(),
    (_, ["openssl-clones"]) => OpenSslScenario.Run(),
    (_, ["keys"]) => KeyScenario.Run(),
    (_, ["draw", var lane]) => LaneScenario.Run(int.Parse(lane)),
    (_, ["clocks", var patienceMs]) => ClockScenario.Run(int.Parse(patienceMs)),
    (_, ["clock-draws", .. var clockLanes]) => ClockLaneScenario.Run(clockLanes),
    (_, ["bound", var boundMs, .. var kinds]) => BoundScenario.Run(int.Parse(boundMs), kinds),
    (_, ["bound-draws", var kind]) => BoundDrawScenario.Run(kind),
    (_, ["hog"]) => PressureScenario.Hog(),
    _ => Init.Refuse(args),
};

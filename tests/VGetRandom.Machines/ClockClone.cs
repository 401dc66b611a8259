using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>What one lane of a clone drew after the clone went on.</summary>
/// <param name="Number">The lane's number.</param>
/// <param name="Process">The process whose thread it is.</param>
/// <param name="Lane">What the lane does.</param>
/// <param name="InFlight">The output of the request that was under way when the machine was saved,
/// if there was one.</param>
/// <param name="Outputs">The output of the requests after that.</param>
/// <param name="FirstMs">How long the first of those requests took.</param>
internal sealed record ClockDraws(
    int Number,
    ClockProcess Process,
    ClockLane Lane,
    ulong[] InFlight,
    ulong[] Outputs,
    double FirstMs)
{
    public ClockKind Kind => Process.Kind;

    public override string ToString() =>
        $"lane {Number} ({Process.Source}, {Kind}, {Lane.Words} words, "
        + $"{(Lane.IsIdle ? "idle" : "busy")})";
}

/// <summary>What the lanes of one clone drew.</summary>
internal sealed record ClockClone(IReadOnlyList<ClockDraws> Lanes)
{
    private const double NsPerMs = 1e6;

    public IEnumerable<ClockDraws> Guarded =>
        Lanes.Where(lane => lane.Kind == ClockKind.Guarded);

    public static ClockClone Read(SharedFile shared, IReadOnlyList<ClockProcess> processes) => new(
    [
        .. processes.SelectMany(process => process.Lanes.Select((lane, i) =>
        {
            int number = process.First + i;
            int begin = ClockLanes.Begin(number);
            ulong[] words = shared.Read(
                begin + ClockLanes.Words, (int)shared[begin + ClockLanes.Count]);
            int early = (int)shared[begin + ClockLanes.InFlight];
            return new ClockDraws(
                number,
                process,
                lane,
                words[..early],
                words[early..],
                shared[begin + ClockLanes.FirstNs] / NsPerMs);
        })),
    ]);
}

namespace VGetRandom.Cli.Watch;

/// <summary>What <c>watch</c> shows at one moment.</summary>
internal sealed record WatchSample
{
    public required DateTimeOffset Time { get; init; }

    public required double Seconds { get; init; }

    public required string Backend { get; init; }

    public required ulong? Generation { get; init; }

    public required string? GenerationProblem { get; init; }

    public required long? Reseeds { get; init; }

    public required double? SecondsSinceReseed { get; init; }

    public required double? MeanReseedSeconds { get; init; }

    public required long? MachineForks { get; init; }

    public required string? MachineForksProblem { get; init; }

    public required int DroppablePages { get; init; }

    public required long? DroppedPages { get; init; }

    public required string? DroppableProblem { get; init; }

    public required double? BackendNs { get; init; }

    public required double? BackendGbPerS { get; init; }

    public required string? BackendProblem { get; init; }

    public required double? GetrandomNs { get; init; }

    public required double? GetrandomGbPerS { get; init; }

    public required string? GetrandomProblem { get; init; }
}

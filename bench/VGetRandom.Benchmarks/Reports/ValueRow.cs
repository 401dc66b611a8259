namespace VGetRandom.Benchmarks.Reports;

/// <summary>A benchmark of a single value that the report shows.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="Name">What draws it.</param>
/// <param name="Class">The benchmark's class.</param>
/// <param name="Method">Its method.</param>
internal sealed record ValueRow(string Kind, string Name, Type Class, string Method)
{
    private const string Number = "a 32-bit number";
    private const string Uuid4 = "a UUID of version 4";
    private const string Uuid7 = "a UUID of version 7";
    private const string Key = "a key of 32 bytes";

    /// <summary>All rows. The others of a kind are compared with its first.</summary>
    public static IReadOnlyList<ValueRow> All { get; } =
    [
        New<UInt32Benchmarks>(Number, "getrandom(2)", nameof(UInt32Benchmarks.Syscall)),
        New<UInt32Benchmarks>(
            Number, "RandomNumberGenerator.GetInt32", nameof(UInt32Benchmarks.PlatformGetInt32)),
        New<UInt32Benchmarks>(
            Number, "vDSO function", nameof(UInt32Benchmarks.VdsoFromCSharp)),
        New<UInt32Benchmarks>(
            Number, "KernelRandom.NextUInt32", nameof(UInt32Benchmarks.KernelNextUInt32)),
        New<ManagedBenchmarks>(
            Number, "KernelRandom.NextUInt32, managed", nameof(ManagedBenchmarks.NextUInt32)),
        New<UInt32Benchmarks>(
            Number, "Random.Shared.Next, not secure", nameof(UInt32Benchmarks.SharedNext)),
        New<GuidBenchmarks>(Uuid4, "Guid.NewGuid", nameof(GuidBenchmarks.PlatformNewGuid)),
        New<GuidBenchmarks>(Uuid4, "KernelRandom.NewGuid", nameof(GuidBenchmarks.KernelNewGuid)),
        New<GuidBenchmarks>(
            Uuid4, "KernelRandom.NewGuids, of 100", nameof(GuidBenchmarks.KernelNewGuids)),
        New<ManagedBenchmarks>(
            Uuid4, "KernelRandom.NewGuid, managed", nameof(ManagedBenchmarks.NewGuid)),
        New<GuidBenchmarks>(
            Uuid7, "Guid.CreateVersion7", nameof(GuidBenchmarks.PlatformVersion7)),
        New<GuidBenchmarks>(
            Uuid7, "KernelRandom.CreateVersion7", nameof(GuidBenchmarks.KernelVersion7)),
        New<KeyBenchmarks>(
            Key, "RandomNumberGenerator.GetBytes", nameof(KeyBenchmarks.Platform)),
        New<KeyBenchmarks>(Key, "KernelRandom.GetBytes", nameof(KeyBenchmarks.Kernel)),
        New<KeyBenchmarks>(Key, "NSec Key.Create", nameof(KeyBenchmarks.NSec)),
    ];

    private static ValueRow New<TClass>(string kind, string name, string method) =>
        new(kind, name, typeof(TClass), method);
}

using VGetRandom.Benchmarks.Peers;
using VGetRandom.Managed.Search;
using VGetRandom.Vdso;

namespace VGetRandom.Benchmarks.Sources;

/// <summary>A source from which a C# program can take random bytes, under the name that the report
/// shows.</summary>
/// <param name="Name">The name that a reader of the report knows.</param>
/// <param name="Open">Makes what one thread uses.</param>
/// <param name="Refusal">Why it cannot be measured on this machine, or null.</param>
/// <param name="Backend">The backend that its process insists on; null for a peer.</param>
internal sealed record ComparedSource(
    string Name, Func<Filler> Open, string? Refusal = null, string? Backend = null)
{
    public const string Syscall = "getrandom(2)";

    /// <summary>This library first, and then the peers, from the kernel outwards.</summary>
    public static IReadOnlyList<ComparedSource> All { get; } =
    [
        Own("vdso", NoFunction),
        Own("managed", NoFunction ?? RefusalOf(ProcessRngInfo.Find())),
        Own("syscall", null),
        new(Syscall, () => new SyscallFiller()),
        new("vDSO function", () => new VdsoFiller(), NoFunction),
        new("/dev/urandom", () => new DeviceFiller(), DevUrandom.Refusal),
        new("RandomNumberGenerator", () => new PlatformFiller()),
        new("libsodium randombytes_buf", () => new SodiumFiller(), Sodium.Refusal),
        new("BouncyCastle SecureRandom", () => new BouncyCastleFiller()),
        new("OpenSSL RAND_bytes", () => new OpenSslFiller(), OpenSslRandom.Refusal),
        new("OpenSSL ChaCha20, no generator", () => new ChaCha20Filler(), OpenSslChaCha20.Refusal),
        new("Random.Shared, not secure", () => new SharedFiller()),
    ];

    private static string? NoFunction => RefusalOf(VdsoLocator.Locate());

    /// <summary>The sources that this machine has.</summary>
    public static IEnumerable<ComparedSource> Available =>
        All.Where(source => source.Refusal is null);

    public static ComparedSource Named(string name) => All.Single(source => source.Name == name);

    private static ComparedSource Own(string backend, string? refusal) =>
        new($"KernelRandom, {backend}", () => new KernelFiller(), refusal, backend);

    private static string? RefusalOf<T>(Attempt<T> attempt)
        where T : class => attempt.Succeeded ? null : attempt.Problem;
}

using System.Security.Cryptography;
using VGetRandom.Benchmarks.Peers;
using BouncyGenerator = Org.BouncyCastle.Security.SecureRandom;

namespace VGetRandom.Benchmarks.Sources;

internal sealed class KernelFiller : Filler
{
    public override void Fill(Span<byte> destination) => KernelRandom.Fill(destination);
}

internal sealed class SyscallFiller : Filler
{
    public override void Fill(Span<byte> destination) => GetRandomSyscall.Fill(destination);
}

internal sealed class VdsoFiller : Filler
{
    private readonly nint _state = VdsoDirect.NewState();

    public override void Fill(Span<byte> destination) => VdsoDirect.Fill(destination, _state);
}

internal sealed class DeviceFiller : Filler
{
    private readonly DevUrandom _device = new();

    public override void Fill(Span<byte> destination) => _device.Fill(destination);
}

internal sealed class PlatformFiller : Filler
{
    public override void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}

internal sealed class SharedFiller : Filler
{
    public override void Fill(Span<byte> destination) => Random.Shared.NextBytes(destination);
}

internal sealed class SodiumFiller : Filler
{
    public SodiumFiller() => Sodium.Start();

    public override void Fill(Span<byte> destination) => Sodium.Fill(destination);
}

internal sealed class BouncyCastleFiller : Filler
{
    // One for each thread, because a shared one takes a lock for every request.
    private readonly BouncyGenerator _generator = new();

    public override void Fill(Span<byte> destination) => _generator.NextBytes(destination);
}

internal sealed class OpenSslFiller : Filler
{
    public override void Fill(Span<byte> destination) => OpenSslRandom.Fill(destination);
}

internal sealed class ChaCha20Filler : Filler
{
    private readonly OpenSslChaCha20 _cipher = new();

    public ChaCha20Filler() => _cipher.Start(RandomNumberGenerator.GetBytes(32));

    public override void Fill(Span<byte> destination) => _cipher.Continue(destination);
}

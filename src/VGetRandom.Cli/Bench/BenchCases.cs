using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Cli.Output;
using VGetRandom.Kernel;

namespace VGetRandom.Cli.Bench;

/// <summary>What <c>bench</c> measures: every backend there is, the system call, and .NET's own.
/// </summary>
/// <remarks>The memory that is filled is native, and wiped in the end.</remarks>
internal sealed class BenchCases : IDisposable
{
    public const string Fill = "fill";
    public const string Number = "number";
    public const string Uuid = "uuid";
    public const string SyscallSource = "getrandom(2)";

    private const string PlatformSource = "RandomNumberGenerator";
    private const string OwnSource = "KernelRandom";
    private const int NumberBytes = 4;
    private const int UuidBytes = 16;

    private static readonly int[] s_fillBytes = [4, 16, 32, 256, 4096, 65536];

    private readonly NativeBuffer _memory = new(s_fillBytes[^1]);
    private readonly List<BenchCase> _all = [];
    private readonly List<BenchMissing> _missing = [];

    public BenchCases()
    {
        List<(string Name, Action<int, int> Repeat)> sources = [.. FillSources().Where(
            source => IsAvailable(source.Name, () => source.Repeat(NumberBytes, 1)))];
        foreach (int bytes in s_fillBytes)
        {
            foreach ((string name, Action<int, int> repeat) in sources)
            {
                _all.Add(new(Fill, bytes, name, count => repeat(bytes, count)));
            }
        }

        AddValues();
    }

    /// <summary>In the order in which they are shown.</summary>
    public IReadOnlyList<BenchCase> All => _all;

    /// <summary>What cannot be measured, because it is not available here.</summary>
    public IReadOnlyList<BenchMissing> Missing => _missing;

    public void Dispose() => _memory.Dispose();

    /// <summary>Who fills buffers: asked for so many bytes, so many times.</summary>
    private List<(string Name, Action<int, int> Repeat)> FillSources()
    {
        var sources = new List<(string Name, Action<int, int> Repeat)>();
        if (OperatingSystem.IsLinux())
        {
            sources.Add((SyscallSource, CallKernel));
        }
        else
        {
            _missing.Add(new(SyscallSource, $"only Linux has {SyscallSource}."));
        }

        // The platform's generator is .NET's own, which comes anyway.
        foreach ((string name, Attempt<IRandomBackend> backend) in
            AvailableBackend.List().Where(
                backend => backend.Name != BackendInfo.NameOf(BackendKind.Platform)))
        {
            if (backend.Succeeded)
            {
                IRandomBackend source = backend.Value;
                sources.Add((name, (bytes, count) => CallBackend(source, bytes, count)));
            }
            else
            {
                _missing.Add(new(name, backend.Problem));
            }
        }

        sources.Add((PlatformSource, CallPlatform));
        return sources;
    }

    // A sandbox may refuse what a source is made of: it is found out here, not while the others
    // are measured.
    private bool IsAvailable(string source, Action ask)
    {
        try
        {
            BenchRun.OnNewThread(ask);
            return true;
        }
        catch (CryptographicException exception)
        {
            _missing.Add(new(source, exception.Message));
            return false;
        }
    }

    // A loop for each source: to call each request through a delegate would cost as much as one.
    private void CallKernel(int bytes, int count)
    {
        // SAFETY: the memory has so many bytes, until this is disposed of.
        unsafe
        {
            fixed (byte* buffer = _memory.Bytes[..bytes])
            {
                for (int i = 0; i < count; i++)
                {
                    nint written = default(LinuxKernel).GetRandom(buffer, (nuint)bytes, 0);
                    if (written < 0)
                    {
                        throw new CryptographicException(
                            $"getrandom(2) failed with {Errno.Describe((int)-written)}.");
                    }
                }
            }
        }
    }

    private void CallBackend(IRandomBackend backend, int bytes, int count)
    {
        // SAFETY: the memory has so many bytes, until this is disposed of.
        unsafe
        {
            fixed (byte* buffer = _memory.Bytes[..bytes])
            {
                for (int i = 0; i < count; i++)
                {
                    backend.Fill(buffer, (nuint)bytes);
                }
            }
        }
    }

    private void CallPlatform(int bytes, int count)
    {
        Span<byte> destination = _memory.Bytes[..bytes];
        for (int i = 0; i < count; i++)
        {
            RandomNumberGenerator.Fill(destination);
        }
    }

    // One by one, as programs draw them; folded, so that no compiler leaves any out.
    private void AddValues()
    {
        Add(Number, NumberBytes, OwnSource, count =>
        {
            int fold = 0;
            for (int i = 0; i < count; i++)
            {
                fold ^= KernelRandom.GetInt32(int.MaxValue);
            }

            return fold;
        });
        Add(Number, NumberBytes, PlatformSource, count =>
        {
            int fold = 0;
            for (int i = 0; i < count; i++)
            {
                fold ^= RandomNumberGenerator.GetInt32(int.MaxValue);
            }

            return fold;
        });
        Add(Uuid, UuidBytes, OwnSource, count =>
        {
            int fold = 0;
            for (int i = 0; i < count; i++)
            {
                fold ^= KernelRandom.NewGuid().GetHashCode();
            }

            return fold;
        });
        Add(Uuid, UuidBytes, "Guid", count =>
        {
            int fold = 0;
            for (int i = 0; i < count; i++)
            {
                fold ^= Guid.NewGuid().GetHashCode();
            }

            return fold;
        });
    }

    private void Add(string operation, int bytes, string source, Func<int, int> draw)
    {
        if (_missing.All(missing => missing.Source != source)
            && IsAvailable(source, () => _ = draw(1)))
        {
            _all.Add(new(
                operation, bytes, source, count => _memory.Bytes[0] = (byte)draw(count)));
        }
    }
}

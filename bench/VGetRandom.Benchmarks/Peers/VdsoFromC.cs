using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>Calls the vDSO function in a loop from C, on a state of its own.</summary>
internal sealed class VdsoFromC
{
    private readonly string _folder;
    private readonly nint _library;
    private readonly nint _loop;
    private readonly VdsoLocation _location;
    private readonly nint _state;
    private readonly nuint _stateMemoryBytes = (nuint)Environment.SystemPageSize;

    public VdsoFromC()
    {
        _location = VdsoLocator.Locate().Value
            ?? throw new InvalidOperationException(VdsoLocator.Locate().Problem);
        _folder = Directory.CreateTempSubdirectory("vgetrandom-bench-").FullName;
        string library = Path.Combine(_folder, "vdso_loop.so");
        CCompiler.CompileLibrary("vdso_loop.c", _folder, library);
        _library = NativeLibrary.Load(library);
        _loop = NativeLibrary.GetExport(_library, "vdso_loop");

        // The kernel's own kind of memory, as in the library: other memory would make it another
        // call.
        VdsoParameters parameters = _location.Parameters;
        _state = Libc.mmap(
            0, _stateMemoryBytes, parameters.Protection, parameters.Flags, -1, 0);
        if (_state == -1)
        {
            throw new InvalidOperationException(
                $"mmap: {Errno.Describe(Marshal.GetLastPInvokeError())}");
        }
    }

    /// <summary>Why this peer cannot be measured here, or null.</summary>
    public static string? Refusal
    {
        get
        {
            Attempt<VdsoLocation> location = VdsoLocator.Locate();
            return location.Succeeded ? CCompiler.Refusal : location.Problem;
        }
    }

    /// <summary>Draws <paramref name="count"/> numbers and folds them into one.</summary>
    public unsafe uint Draw(int count)
    {
        // SAFETY: vdso_loop.c declares this signature; the state has a page of its own, which no
        // state exceeds, and refused outlives the call.
        var loop = (delegate* unmanaged<nint, nint, nuint, int, int*, uint>)_loop;
        int refused;
        uint fold = loop(
            _location.FunctionAddress,
            _state,
            (nuint)_location.Parameters.StateSize,
            count,
            &refused);
        return refused == 0
            ? fold
            : throw new InvalidOperationException($"{refused} of {count} requests failed.");
    }

    public void Unload()
    {
        NativeLibrary.Free(_library);
        _ = Libc.munmap(_state, _stateMemoryBytes);
        Directory.Delete(_folder, recursive: true);
    }
}

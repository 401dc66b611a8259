using System.Runtime.InteropServices;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Tests.Backends;
using VGetRandom.Tests.Needs;
using VGetRandom.Tests.Vdso;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Managed.Search;

/// <summary>The copy that runs, and what happens if a system refuses it.</summary>
[NeedsX64]
[NeedsKernelFunction]
public partial class PrivateVdsoTests
{
    private const int CLONE_FS = 0x200;
    private const string GetRandomCall = "b8 3e 01 00 00";
    private const string GetCwdCall = "b8 4f 00 00 00";

    // With its NUL, such a path is as long as a key.
    private const int PathLength = 31;

    [Fact]
    public void The_copy_runs_and_sees_the_stand_in_alone()
    {
        RngInfo info = Live.LocateRngInfo();
        using PrivateVdso copy = CopyOrSkip(default);
        int stateBytes = Live.Location().Parameters.StateSize;
        using var trial = new VdsoTrial<VdsoFunction>(copy.Function, stateBytes);
        byte[] empty = new byte[stateBytes];

        // Not ready at first: the stand-in is all zeros, whatever the kernel's pages hold.
        Assert.True(trial.Request(empty));
        Assert.Equal(empty, trial.State.ToArray());

        copy.StandIn[info.Place.ReadyOffset] = 1;
        MemoryMarshal.Write(copy.StandIn[info.Place.GenerationOffset..], 0x1122334455667788UL);
        Assert.True(trial.Request(empty));
        Assert.Equal(
            0x1122334455667788UL,
            BitConverter.ToUInt64(trial.State[info.Place.StateGenerationOffset..]));
    }

    [Fact]
    public void The_copy_lies_as_the_original_does()
    {
        using PrivateVdso copy = CopyOrSkip(default);
        VdsoMapping mapping = Live.Mapping();
        Assert.Equal(
            mapping.ImageAddress - mapping.DataAddress, copy.ImageAddress - copy.StandInAddress);
        Assert.Equal(mapping.DataBytes, copy.StandIn.Length);
        Assert.Equal(
            Live.Location().FunctionAddress - mapping.ImageAddress,
            copy.FunctionAddress - copy.ImageAddress);
    }

    /// <summary>The copy's code may be changed before it can run. With getcwd(2) in place of
    /// getrandom(2), the key of a reseed is known: it is the path of the working
    /// directory.</summary>
    [Fact]
    public void With_altered_code_the_key_of_a_reseed_is_known()
    {
        RngInfo info = Live.LocateRngInfo();
        using PrivateVdso copy = CopyOrSkip(
            image => ImagePatch.Apply(image, Live.Location().Offset, GetRandomCall, GetCwdCall));
        copy.StandIn[info.Place.ReadyOffset] = 1;
        MemoryMarshal.Write(copy.StandIn[info.Place.GenerationOffset..], 7UL);

        (UInt128 first, byte[] firstState) = DrawIn(copy, 'a');
        (UInt128 again, byte[] stateAgain) = DrawIn(copy, 'a');
        (UInt128 other, byte[] otherState) = DrawIn(copy, 'b');
        Assert.NotEqual(UInt128.Zero, first);
        Assert.Equal(first, again);
        Assert.Equal(firstState, stateAgain);
        Assert.NotEqual(first, other);
        Assert.NotEqual(firstState, otherState);
    }

    [Fact]
    public void Where_executable_memory_is_denied_the_reason_says_so()
    {
        var script = new KernelScript { ProtectErrno = Errno.EACCES };
        Attempt<PrivateVdso> copy = PrivateVdso.Create(
            script.Kernel, ModelImage.Mapping, ModelImage.Build(), 0);
        Assert.Contains(
            "does not let this process make memory of its own executable: mprotect gave EACCES",
            copy.Problem,
            StringComparison.Ordinal);
        Assert.Equal((1, 1), (script.Mappings, script.Unmappings));
    }

    [Fact]
    public void Where_there_is_no_memory_the_reason_says_so()
    {
        var script = new KernelScript { MapErrno = Errno.ENOMEM };
        Attempt<PrivateVdso> copy = PrivateVdso.Create(
            script.Kernel, ModelImage.Mapping, ModelImage.Build(), 0);
        Assert.Contains("gives no memory", copy.Problem, StringComparison.Ordinal);
        Assert.Contains(nameof(Errno.ENOMEM), copy.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_locator_gives_the_reasons_of_the_kernel_below_it()
    {
        _ = CopyOrSkip(default);
        Attempt<RngInfo> info =
            RngInfoLocator.Locate(new KernelScript().Kernel, Live.Location());
        Assert.StartsWith("the vDSO's image cannot be copied: EFAULT", info.Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public void After_its_end_the_copy_is_not_touched()
    {
        PrivateVdso copy = CopyOrSkip(default);
        copy.Dispose();
        copy.Dispose();
        Assert.Throws<ObjectDisposedException>(() => copy.Function);
        Assert.Throws<ObjectDisposedException>(() => copy.StandIn.Length);
    }

    /// <summary>Makes a request with an empty state, in a directory whose path is a key.</summary>
    private static (UInt128 Output, byte[] State) DrawIn(PrivateVdso copy, char mark)
    {
        string parent = Path.GetTempPath();
        Assert.SkipUnless(parent.Length < PathLength, "the temporary directory's path is long");
        string path = parent + new string(mark, PathLength - parent.Length);
        _ = Directory.CreateDirectory(path);
        int stateBytes = Live.Location().Parameters.StateSize;
        using var trial = new VdsoTrial<VdsoFunction>(copy.Function, stateBytes);
        bool isServed = false;

        // All threads share the working directory, unless one asks for its own.
        var thread = new Thread(() => isServed =
            unshare(CLONE_FS) == 0 && chdir(path) == 0 && trial.Request(new byte[stateBytes]));
        thread.Start();
        thread.Join();
        Directory.Delete(path);
        Assert.True(isServed);
        return (trial.Output, trial.State.ToArray());
    }

    private static PrivateVdso CopyOrSkip(Action<byte[]>? alter)
    {
        VdsoLocation location = Live.Location();
        VdsoMapping mapping = Live.Mapping();
        byte[] image = PrivateVdso.ReadImage(default(LinuxKernel), mapping).Value!;
        alter?.Invoke(image);
        Attempt<PrivateVdso> copy =
            PrivateVdso.Create(default(LinuxKernel), mapping, image, location.Offset);
        Assert.True(copy.Succeeded, copy.Problem);
        return copy.Value;
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int unshare(int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int chdir(string path);
}

using VGetRandom.Cli.Doctor;
using VGetRandom.Vdso;

namespace VGetRandom.Cli.Selftest;

/// <summary>All checks, in the order in which they are made.</summary>
/// <remarks>
/// Only the first draws from the process's own backend: where that is refused, the others say what
/// they would say anyway.
/// </remarks>
internal static class Checks
{
    /// <param name="mayReseed">Whether to have the kernel reseed: that is a change of the host,
    /// which all its programs share.</param>
    public static IEnumerable<(string Name, Finding Finding)> Run(bool mayReseed)
    {
        yield return ("backend", Guard(CheckBackend));
        yield return ("chacha20", Guard(BlockCheck.Run));
        yield return ("oracle", Guard(OracleCheck.Run));
        yield return ("droppable memory", Guard(CheckDroppableMemory));
        yield return ("reseed", Guard(ReseedCheck.RunInPrivate));
        yield return ("kernel reseed", mayReseed
            ? Guard(ReseedCheck.RunForReal)
            : Finding.Skipped("it changes the host; --reseed asks for it."));
        foreach ((string name, var backend) in AvailableBackend.List())
        {
            yield return ($"{name} requests", OnNewThread(() => BackendCheck.Run(backend)));

            // .NET's own generator does not survive a fork, and nobody says that it would.
            if (name != BackendInfo.NameOf(BackendKind.Platform))
            {
                yield return ($"{name} fork", backend.Succeeded
                    ? Guard(() => ForkProcess.Run(name))
                    : Finding.Skipped(backend.Problem));
            }
        }
    }

    private static Finding CheckBackend()
    {
        Span<byte> one = stackalloc byte[1];
        KernelRandom.Fill(one);
        BackendInfo info = KernelRandom.Backend;
        return Finding.Ok($"{info.Name}: {info.Reason}");
    }

    private static Finding CheckDroppableMemory()
    {
        (bool? isDroppable, string reason) = DroppableMemoryCheck.Run(VdsoLocator.Locate());
        return isDroppable switch
        {
            true => Finding.Ok(reason),
            false => Finding.Failed(reason),
            null => Finding.Skipped(reason),
        };
    }

    // A thread for each backend, which keeps the state of one.
    private static Finding OnNewThread(Func<Finding> check) => Guard(() =>
    {
        Finding finding = default;
        var thread = new Thread(() => finding = Guard(check));
        thread.Start();
        thread.Join();
        return finding;
    });

    /// <summary>Makes a check. Whatever it throws, the others are still to be made.</summary>
    internal static Finding Guard(Func<Finding> check)
    {
#pragma warning disable CA1031 // It is told in the check's line.
        try
        {
            return check();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // A limit of this process's, in which the check has no room.
            return Finding.Skipped(exception.Message);
        }
        catch (Exception exception)
        {
            return Finding.Failed(Complaint.About(exception));
        }
#pragma warning restore CA1031
    }
}

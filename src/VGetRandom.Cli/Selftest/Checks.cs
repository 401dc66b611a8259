using System.ComponentModel;
using System.Security.Cryptography;
using VGetRandom.Cli.Doctor;
using VGetRandom.Vdso;

namespace VGetRandom.Cli.Selftest;

/// <summary>All checks, in the order in which they are made.</summary>
internal static class Checks
{
    public static IEnumerable<(string Name, Finding Finding)> Run()
    {
        yield return ("chacha20", Guard(BlockCheck.Run));
        yield return ("oracle", Guard(OracleCheck.Run));
        yield return ("droppable memory", Guard(CheckDroppableMemory));
        yield return ("reseed", Guard(ReseedCheck.RunInPrivate));
        yield return ("kernel reseed", Guard(ReseedCheck.RunForReal));
        foreach ((string name, var backend) in AvailableBackend.List())
        {
            yield return ($"{name} requests", OnNewThread(() => BackendCheck.Run(backend)));

            // .NET's own generator does not survive a fork, and nobody says that it would.
            if (name != "platform")
            {
                yield return ($"{name} fork", backend.Succeeded
                    ? Guard(() => ForkProcess.Run(name))
                    : Finding.Skipped(backend.Problem));
            }
        }
    }

    private static Finding CheckDroppableMemory()
    {
        Attempt<VdsoLocation> vdso = VdsoLocator.Locate();
        (bool isDroppable, string reason) = DroppableMemoryCheck.Run(vdso);
        return isDroppable ? Finding.Ok(reason)
            : vdso.Succeeded ? Finding.Failed(reason)
            : Finding.Skipped(reason);
    }

    // A thread for each backend, which keeps the state of one.
    private static Finding OnNewThread(Func<Finding> check)
    {
        Finding finding = default;
        var thread = new Thread(() => finding = Guard(check));
        thread.Start();
        thread.Join();
        return finding;
    }

    // A backend that throws has failed its check, and the others are still to be made.
    private static Finding Guard(Func<Finding> check)
    {
        try
        {
            return check();
        }
        catch (Exception exception) when (exception
            is CryptographicException or InvalidOperationException or IOException
            or UnauthorizedAccessException or Win32Exception)
        {
            return Finding.Failed(exception.Message);
        }
    }
}

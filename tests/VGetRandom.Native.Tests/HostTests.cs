using System.Runtime.InteropServices;
using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>The library in processes that have a runtime of their own.</summary>
// SAFETY: the functions have the signatures of vgetrandom.h, and get whole arrays.
public unsafe class HostTests
{
    private const string Python = "python3";

    /// <summary>A .NET process, with threads, collections and signals of its own.</summary>
    [Fact]
    public void In_a_DotNet_process()
    {
        nint library = NativeLibrary.Load(PublishedLibrary.Library);
        var fill = (delegate* unmanaged<byte*, nuint, int>)NativeLibrary.GetExport(
            library, "vgetrandom_fill");
        var words = new ulong[4 * 10_000];
        Thread[] threads =
        [
            .. Enumerable.Range(0, 4).Select(part => new Thread(() =>
            {
                for (int i = part * 10_000; i < (part + 1) * 10_000; i++)
                {
                    fixed (ulong* word = &words[i])
                    {
                        Assert.Equal(0, fill((byte*)word, sizeof(ulong)));
                    }

                    if (i % 1000 == 0)
                    {
                        GC.Collect();
                    }
                }
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.DoesNotContain(0ul, words);
        Assert.Equal(words.Length, words.Distinct().Count());
    }

    [Fact]
    public void In_Python()
    {
        Assert.SkipUnless(HasPython(), "there is no python3");
        string printed = DotnetCommand.RunProgram(
            Python,
            "-c",
            """
            import ctypes, os, sys, threading
            library = ctypes.CDLL(sys.argv[1])
            def draw():
                buffer = ctypes.create_string_buffer(1024)
                assert library.vgetrandom_fill(buffer, 1024) == 0
                return buffer.raw
            seen = []
            threads = [threading.Thread(target=lambda: seen.append(draw())) for _ in range(50)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            reading, writing = os.pipe()
            if os.fork() == 0:
                os.write(writing, draw())
                os._exit(0)
            seen += [draw(), os.read(reading, 1024)]
            os.wait()
            assert len(set(seen)) == 52
            print(len(threading.enumerate()))
            """,
            PublishedLibrary.Library);
        Assert.Equal("1\n", printed);
    }

    private static bool HasPython()
    {
        try
        {
            _ = DotnetCommand.RunProgram(Python, "--version");
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

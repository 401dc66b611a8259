using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Twins;

/// <summary>Compiles twins from the library's sources, with the SDK's compiler.</summary>
/// <remarks>
/// A twin is the library's files and the simulator's subjects once more, in a namespace of its own,
/// with its edits. What an edit is to replace must be there exactly once: an edit that the library
/// has grown away from fails, and is not taken for a twin that was caught.
/// </remarks>
internal static class TwinCompiler
{
    private static readonly string[] s_libraryFiles =
    [
        "GetRandom/Algorithm.cs",
        "GetRandom/KernelLayout.cs",
        "GetRandom/KeyExpansion.cs",
        "GetRandom/MarkedFunction.cs",
        "GetRandom/RequestMark.cs",
        "GetRandom/WideLayout.cs",
    ];

    private static readonly string[] s_usings =
    [
        "System", "System.Threading",
        "VGetRandom.ChaCha20", "VGetRandom.GetRandom", "VGetRandom.Kernel", "VGetRandom.Vdso",
        "VGetRandom.Simulator.World",
    ];

    /// <summary>Compiles all twins, into one assembly.</summary>
    /// <returns>The subjects of each, in the same order.</returns>
    public static ISubject[][] Compile(IReadOnlyList<Twin> twins)
    {
        string root = FindRoot();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vgetrandom-twins-");
        try
        {
            var sources = new List<string>();
            for (int i = 0; i < twins.Count; i++)
            {
                sources.Add(Path.Combine(folder.FullName, $"{Namespace(i)}.cs"));
                File.WriteAllText(sources[i], Source(root, twins[i], Namespace(i)));
            }

            string output = Path.Combine(folder.FullName, "VGetRandom.Simulator.Twins.dll");
            RunCompiler(sources, output);
            using var assembly = new MemoryStream(File.ReadAllBytes(output));
            Assembly compiled = AssemblyLoadContext.Default.LoadFromStream(assembly);
            return [.. twins.Select((_, i) => Subjects(compiled, i))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Namespace(int twin) => $"Twin{twin}";

    private static ISubject[] Subjects(Assembly assembly, int twin)
    {
        Type all = assembly.GetType($"VGetRandom.Twins.{Namespace(twin)}.AllSubjects", true)!;
        return
        [
            .. (ISubject[])all.GetMethod("Create")!.Invoke(null, null)!,
            .. (ISubject[])all.GetMethod("CreateTiny")!.Invoke(null, null)!,
        ];
    }

    private static string Source(string root, Twin twin, string name)
    {
        string library = Path.Combine(root, "src/VGetRandom");
        string simulator = Path.Combine(root, "tests/VGetRandom.Simulator");
        var edits = twin.Edits.ToList();
        var bodies = new List<string>();
        foreach (string file in s_libraryFiles)
        {
            string text = Body(Path.Combine(library, file));
            foreach (Edit edit in edits.Where(edit => edit.File == file).ToArray())
            {
                int found = text.Split(edit.Find).Length - 1;
                if (found != 1)
                {
                    throw new InvalidOperationException(
                        $"'{twin.Name}': {found} places in {file} read: {edit.Find}");
                }

                text = text.Replace(edit.Find, edit.Replace, StringComparison.Ordinal);
                edits.Remove(edit);
            }

            bodies.Add(text);
        }

        if (edits.Count > 0)
        {
            throw new InvalidOperationException($"'{twin.Name}' edits an unknown file");
        }

        bodies.AddRange(Directory.GetFiles(Path.Combine(simulator, "Subjects")).Select(Body));
        bodies.Add(Body(Path.Combine(simulator, "Runs/AllSubjects.cs")));
        return string.Join(
            '\n',
            [
                .. s_usings.Select(space => $"using {space};"),
                "using System.Runtime.CompilerServices;",
                $"namespace VGetRandom.Twins.{name};",
                .. bodies,
            ]);
    }

    /// <summary>A source file without its usings and its namespace.</summary>
    private static string Body(string file)
    {
        string text = File.ReadAllText(file);
        int start = text.IndexOf("namespace ", StringComparison.Ordinal);
        return text[(text.IndexOf(';', start) + 1)..];
    }

    private static void RunCompiler(List<string> sources, string output)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string dotnet = Path.GetFullPath(Path.Combine(runtime, "../../..", "dotnet"));
        string sdk = Run(dotnet, "--version").Trim();
        string compiler =
            Path.Combine(Path.GetDirectoryName(dotnet)!, "sdk", sdk, "Roslyn/bincore/csc.dll");
        string references = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        Run(
            dotnet,
            [
                "exec", compiler,
                "-nologo", "-target:library", "-unsafe", "-optimize", "-nullable", "-warn:0",
                "-langversion:latest",
                $"-out:{output}",
                .. references.Split(Path.PathSeparator).Select(path => $"-r:{path}"),
                .. sources,
            ]);
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = FindRoot(),
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} failed:\n{output}");
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "VGetRandom.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("twins need the checkout's sources");
    }
}

using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Twins;

/// <summary>Compiles twins from the library's sources, with the SDK's compiler.</summary>
/// <remarks>
/// A twin is the library's files and the simulator's subjects once more, in namespaces of its own,
/// with its edits. The text that an edit replaces must occur exactly once. So an edit that no
/// longer fits the library fails, rather than passing for a twin that was caught.
/// </remarks>
internal static class TwinCompiler
{
    private const string Project = "tests/VGetRandom.Simulator";

    // The implicit usings of every file. A twin has subjects of its own.
    private static readonly string[] s_usings =
        ["using System;", "using System.Threading;", "using VGetRandom.Backends;"];

    private static readonly string[] s_foreignUsings = ["using VGetRandom.Simulator.Subjects;"];

    private static readonly string[] s_subjectMethods = ["Create", "CreateTiny"];
    private static readonly string[] s_subjectFolders = ["Backends", "Native", "Subjects"];

    // Files compiled into the simulator unchanged, besides those that its project names.
    private static readonly string[] s_otherFiles =
    [
        "src/VGetRandom.Reference/Algorithm.cs",
        "src/VGetRandom.Reference/KernelLayout.cs",
        "src/VGetRandom/Generator/KeyExpansion.cs",
        "src/VGetRandom/Generator/RequestMark.cs",
    ];

    /// <summary>Compiles all twins into one assembly.</summary>
    /// <returns>The subjects of each twin, in the same order.</returns>
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
            return [.. twins.Select((twin, i) => Subjects(compiled, i, twin.IsOfC))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Namespace(int twin) => $"Twin{twin}";

    private static ISubject[] Subjects(Assembly assembly, int twin, bool isOfC)
    {
        Type all = assembly.GetType($"VGetRandom.Twins.{Namespace(twin)}.AllSubjects", true)!;
        return
        [
            .. s_subjectMethods
                .SelectMany(name => (ISubject[])all.GetMethod(name)!.Invoke(null, null)!)
                .Where(subject => !isOfC || subject.Gate is not null),
        ];
    }

    private static string Source(string root, Twin twin, string name)
    {
        var project = XDocument.Load(
            Path.Combine(root, Project, "VGetRandom.Simulator.csproj"));
        IEnumerable<string> aliases =
            from use in project.Descendants("Using")
            select $"using {use.Attribute("Alias")!.Value} = {use.Attribute("Include")!.Value};";
        IEnumerable<string> linked =
            from file in project.Descendants("Compile")
            let path = file.Attribute("Include")!.Value
            where !path.Contains("/Raw/", StringComparison.Ordinal)
            select path.Replace("../../", "", StringComparison.Ordinal);
        IEnumerable<string> own =
            from folder in s_subjectFolders
            from file in Directory.GetFiles(Path.Combine(root, Project, folder))
            select Path.GetRelativePath(root, file);
        string[] files = [.. linked, .. s_otherFiles, .. own, $"{Project}/Runs/AllSubjects.cs"];
        if (twin.Edits.FirstOrDefault(edit => !files.Contains($"src/{edit.File}")) is { } lost)
        {
            throw new InvalidOperationException($"'{twin.Name}' edits {lost.File}, unknown");
        }

        string space = $"VGetRandom.Twins.{name}";
        return string.Join(
            '\n',
            [
                .. files.SelectMany(file => File.ReadLines(Path.Combine(root, file)))
                    .Where(line => line.StartsWith("using ", StringComparison.Ordinal))
                    .Except(s_foreignUsings)
                    .Union(s_usings),
                .. aliases,
                .. files.Select(file => Edited(root, file, twin)).GroupBy(
                    body => body.Room, body => body.Text, (room, texts) =>
                        $"namespace {space}{room}\n{{\nusing {space}.Backends;\n"
                        + $"using {space}.Managed;\nusing {space}.States;\n"
                        + string.Join('\n', texts)
                        + "\n}"),
            ]);
    }

    /// <summary>Returns a file's text with the twin's edits, and the namespace that it goes
    /// to.</summary>
    private static (string Room, string Text) Edited(string root, string file, Twin twin)
    {
        (string room, string text) = Body(Path.Combine(root, file));
        foreach (Edit edit in twin.Edits.Where(edit => $"src/{edit.File}" == file))
        {
            // Ignore spacing, so that reformatting the library breaks no twin.
            string letters = string.Concat(edit.Find.Where(letter => !char.IsWhiteSpace(letter)));
            string pattern = string.Join(
                @"\s*", letters.Select(letter => Regex.Escape(letter.ToString())));
            MatchCollection found = Regex.Matches(text, pattern);
            if (found.Count != 1)
            {
                throw new InvalidOperationException(
                    $"'{twin.Name}': {found.Count} places in {file} read: {edit.Find}");
            }

            text = text[..found[0].Index]
                + edit.Replace
                + text[(found[0].Index + found[0].Length)..];
        }

        // As short as in ShortExpansion, which twins do not have.
        string chunk = $"MaxChunkBytes = {ShortExpansion.MaxChunkBytes}";
        return (room, text.Replace("MaxChunkBytes = 64 * 1024", chunk, StringComparison.Ordinal));
    }

    /// <summary>Returns a source file without its usings, and its namespace, if that is a room of
    /// its own.</summary>
    private static (string Room, string Text) Body(string file)
    {
        string text = File.ReadAllText(file);
        int start = text.IndexOf("namespace ", StringComparison.Ordinal);
        int end = text.IndexOf(';', start);
        string room = text[start..end].Split('.')[^1];
        bool isRoom = room is "Backends" or "Managed" or "Native" or "States";
        return (isRoom ? $".{room}" : "", text[(end + 1)..]);
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

using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Packages;

/// <summary>A new console program that adds the package, published in every possible
/// form.</summary>
[Collection(PackagesDefinition.Name)]
public sealed class ConsoleConsumerTests(LocalFeed feed) : IDisposable
{
    private const string Served = "16 bytes, 8 hex digits, a UUID, from ";

    /// <summary>A program as people have it today.</summary>
    private const string Program = """
        using System.Security.Cryptography;

        byte[] key = RandomNumberGenerator.GetBytes(16);
        string hex = RandomNumberGenerator.GetHexString(8);
        Guid id = Guid.NewGuid();
        int roll = Random.Shared.Next(1, 7);
        if (id == Guid.Empty || roll is < 1 or > 6)
        {
            throw new InvalidOperationException();
        }

        Console.WriteLine($"{key.Length} bytes, {hex.Length} hex digits, a UUID, from {Source()}");

        static string Source() =>
            $"{VGetRandom.KernelRandom.Backend.Name} on {Environment.Version}, "
            + $"{System.Runtime.JitInfo.GetCompiledMethodCount()} methods compiled";
        """;

    private readonly Consumer _consumer = new(feed, "console");

    private static string Backend => KernelRandom.Backend.Name;

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public void The_fix_of_all_calls_leaves_a_program_that_builds_and_runs()
    {
        _consumer.Write(Program);
        _consumer.ApplyFixes();
        string changed = _consumer.Read();
        Assert.Contains("using VGetRandom;", changed);
        Assert.Contains("KernelRandom.GetBytes(16)", changed);
        Assert.Contains("KernelRandom.GetHexString(8)", changed);
        Assert.Contains("KernelRandom.NewGuid()", changed);
        Assert.Contains("KernelRandom.Next(1, 7)", changed);
        Assert.DoesNotContain("RandomNumberGenerator.", changed);
        Assert.DoesNotContain("Random.Shared", changed);
        Assert.Contains(Served + Backend, _consumer.Run());
    }

    [Fact]
    public void Trimmed_and_as_a_single_file_it_runs() =>
        AssertPublished("trimmed", "-p:PublishTrimmed=true", "-p:PublishSingleFile=true");

    [Fact]
    public void On_the_next_runtime_it_runs_with_the_code_compiled_ahead_for_this_one()
    {
        string said = AssertPublished(
            "next", "--self-contained", "-p:RuntimeFrameworkVersion=11.0.0");
        Assert.Contains("on 11.0.0", said);
    }

    [Fact]
    [NeedsCCompiler]
    public void As_a_native_program_it_runs() =>
        AssertPublished("native", "-p:PublishAot=true", "-p:CppCompilerAndLinker=cc");

    private string AssertPublished(string name, params string[] options)
    {
        _consumer.Write(Program.Replace(
            "RandomNumberGenerator.", "VGetRandom.KernelRandom.", StringComparison.Ordinal));
        string said = DotnetCommand.RunProgram(_consumer.Publish(name, options));
        Assert.Contains(Served + Backend, said);
        return said;
    }
}

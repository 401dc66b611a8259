using System.Diagnostics;
using VGetRandom.Tests.Needs;
using VGetRandom.Tests.Samples;

namespace VGetRandom.Tests.Packages;

/// <summary>A new web program that adds the package.</summary>
[Collection(PackagesDefinition.Name)]
public sealed class WebConsumerTests : IDisposable
{
    private readonly Consumer _consumer;

    public WebConsumerTests(LocalFeed feed)
    {
        _consumer = new(feed, "web");
        _consumer.Write("""
            using VGetRandom;

            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
            WebApplication app = builder.Build();
            app.MapGet("/", () => KernelRandom.GetToken());
            app.Run();
            """);
    }

    public void Dispose() => _consumer.Dispose();

    [Fact]
    public async Task It_serves()
    {
        _ = _consumer.Build();
        await AssertServesAsync(
            DotnetCommand.Start(
                Path.Combine(_consumer.Path, "bin/Release/net10.0/Consumer"), []));
    }

    // Not trimmed: ASP.NET Core 10 then fails at the start, with or without this package.
    [Fact]
    public async Task As_a_single_file_it_serves() => await AssertServesAsync(DotnetCommand.Start(
        _consumer.Publish("single", "-p:PublishSingleFile=true", "--self-contained"), []));

    [Fact]
    [NeedsCCompiler]
    public async Task As_a_native_program_it_serves() =>
        await AssertServesAsync(DotnetCommand.Start(
            _consumer.Publish("native", "-p:PublishAot=true", "-p:CppCompilerAndLinker=cc"), []));

    private static async Task AssertServesAsync(ProcessStartInfo start)
    {
        await using WebProgram program = await WebProgram.StartAsync(start);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", await program.GetAsync("/"));
    }
}

using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Packages;

/// <summary>A project that refers to the package and asks for interceptors.</summary>
public sealed class ReplaceCallsTests : IDisposable
{
    // The web SDK brings two more generators of interceptors, and this project gives both work.
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <AnalysisMode>All</AnalysisMode>
            <NoWarn>$(NoWarn);CA1303;CA1515;CA2000</NoWarn>
            <InterceptorsNamespaces>Some.Others</InterceptorsNamespaces>
            <EnableConfigurationBindingGenerator>true</EnableConfigurationBindingGenerator>
            <EnableRequestDelegateGenerator>true</EnableRequestDelegateGenerator>
            <VGetRandomReplaceCalls Condition="'$(Replace)' != 'no'">true</VGetRandomReplaceCalls>
            <RestorePackagesPath>packages</RestorePackagesPath>
            <RestoreSources>feed</RestoreSources>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="VGetRandom" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private const string Program =
        """
        using System.Security.Cryptography;

        WebApplication app = WebApplication.CreateSlimBuilder(args).Build();
        app.MapGet("/id", () => Guid.NewGuid());
        Func<Guid> make = Guid.NewGuid;
        Settings? settings = app.Configuration.Get<Settings>();
        Console.WriteLine(RandomNumberGenerator.Create().GetType().Name + settings?.Length);

        sealed class Settings { public int Length { get; set; } }
        """;

    private const string Message =
        "VGetRandom in App: calls replaced: 2, skipped: 1 (a delegate: 1), listed in ";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_build_says_what_it_replaced_each_time()
    {
        _ = DotnetCommand.Run(
            "pack", "src/VGetRandom", "-c", Checkout.Configuration, "--no-build",
            "-o", _folder.File("feed"));
        File.WriteAllText(_folder.File("App.csproj"), Project);
        File.WriteAllText(_folder.File("Program.cs"), Program);

        Assert.Contains(Message, Build(), StringComparison.Ordinal);
        Assert.StartsWith("KernelRandomNumberGenerator5", Run(), StringComparison.Ordinal);
        Assert.Equal(
            [
                "calls replaced: 2, skipped: 1 (a delegate: 1)",
                "Program.cs(4,30): replaced: Guid.NewGuid, KernelRandom.NewGuid",
                "Program.cs(5,24): skipped: Guid.NewGuid, a delegate",
                "Program.cs(7,41): replaced: RandomNumberGenerator.Create, "
                    + "KernelRandomNumberGenerator.Shared",
            ],
            File.ReadAllLines(_folder.File("obj/Debug/net10.0/VGetRandom.ReplacedCalls.txt")));

        // The namespaces of others are kept.
        Assert.Equal(
            "Some.Others;VGetRandom.Generated",
            Build("-getProperty:InterceptorsNamespaces").Trim());

        // The compiler has nothing to do now, but the message must come all the same.
        DateTime before = File.GetLastWriteTimeUtc(_folder.File("obj/Debug/net10.0/App.dll"));
        Assert.Contains(Message, Build("--no-restore"), StringComparison.Ordinal);
        Assert.Equal(
            before, File.GetLastWriteTimeUtc(_folder.File("obj/Debug/net10.0/App.dll")));

        Assert.DoesNotContain(
            "VGetRandom in App", Build("-p:Replace=no"), StringComparison.Ordinal);
        Assert.DoesNotContain("KernelRandom", Run(), StringComparison.Ordinal);
    }

    private string Build(params string[] options) =>
        DotnetCommand.Run(["build", _folder.File("App.csproj"), .. options]);

    private string Run() => DotnetCommand.Run(
        _folder.File("bin/Debug/net10.0/App.dll"), "--Length", "5");
}

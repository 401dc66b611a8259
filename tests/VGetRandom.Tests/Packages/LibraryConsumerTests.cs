namespace VGetRandom.Tests.Packages;

/// <summary>A new class library that adds the package, and a program that uses the
/// library.</summary>
[Collection(PackagesDefinition.Name)]
public sealed class LibraryConsumerTests(LocalFeed feed) : IDisposable
{
    private readonly Consumer _library = new(feed, "classlib");

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Its_callers_need_not_know_the_package()
    {
        _library.Write("""
            namespace Tokens;

            public static class Token
            {
                public static string New() => VGetRandom.KernelRandom.GetToken();
            }
            """);
        string program = _library.NewCaller("""
            Console.WriteLine(Tokens.Token.New());
            """);
        Assert.Matches(
            "^[A-Za-z0-9_-]{43}$",
            DotnetCommand.Run("run", "-c", "Release", "--project", program).Trim());
    }
}

using System.Net;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Samples;

/// <summary>Queries the sample web service over HTTP.</summary>
public sealed class TokenServiceTests : IAsyncLifetime
{
    private WebProgram? _service;

    public async ValueTask InitializeAsync() =>
        _service = await WebProgram.StartAsync(DotnetCommand.Start(
            Tool.Dotnet, ["exec", Checkout.BuiltAssembly("samples/TokenService")]));

    public ValueTask DisposeAsync() => _service!.DisposeAsync();

    [Fact]
    public async Task Tokens_are_distinct_and_safe_in_a_URL()
    {
        var tokens = new HashSet<string>();
        for (int i = 0; i < 100; i++)
        {
            string token = await GetAsync("token");
            Assert.Matches("^[A-Za-z0-9_-]{43}$", token);
            Assert.True(tokens.Add(token));
        }

        Assert.Matches("^[A-Za-z0-9_-]{22}$", await GetAsync("token?bytes=16"));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public async Task Identifiers_have_the_version_that_was_asked_for(int version)
    {
        Guid identifier = Guid.Parse(await GetAsync($"uuid?version={version}"));
        Assert.Equal(version, identifier.Version);
    }

    [Fact]
    public async Task Many_identifiers_come_at_once()
    {
        string[] lines = (await GetAsync("uuids?count=1000")).TrimEnd().Split('\n');
        Assert.Equal(1000, lines.Select(Guid.Parse).Distinct().Count());
    }

    [Theory]
    [InlineData("token?bytes=8")]
    [InlineData("token?bytes=1000000")]
    [InlineData("token?bytes=many")]
    [InlineData("uuid?version=5")]
    [InlineData("uuids?count=0")]
    public async Task What_makes_no_sense_is_a_bad_request(string path)
    {
        using HttpResponseMessage response = await _service!.Client.GetAsync(
            new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task It_tells_where_its_bytes_come_from() => Assert.Contains(
        KernelRandom.Backend.Name, await GetAsync("backend"), StringComparison.Ordinal);

    private Task<string> GetAsync(string path) => _service!.GetAsync(path);
}

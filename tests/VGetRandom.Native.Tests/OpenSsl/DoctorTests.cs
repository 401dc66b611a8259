using System.Diagnostics;
using System.Text.Json;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>What the doctor says about OpenSSL when the provider serves, and when it does
/// not.</summary>
[NeedsOpenSsl]
public class DoctorTests
{
    [Fact]
    public void It_sees_the_provider_serve()
    {
        JsonElement found = Ask(_ => { });
        Assert.True(found.GetProperty("serves_random").GetBoolean());
        Assert.Equal("vgetrandom", found.GetProperty("generator").GetString());
        Assert.StartsWith(
            "OpenSSL 3.", found.GetProperty("version").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_that_the_configuration_does_not_name_it() => Tells(
        start => start.Environment["OPENSSL_CONF"] = "/dev/null",
        isActive: false,
        "does not name the provider");

    /// <summary>The program then has no random numbers at all.</summary>
    [Fact]
    public void It_says_that_the_module_cannot_be_loaded() => Tells(
        start => start.Environment["OPENSSL_MODULES"] = "/no/such/folder",
        isActive: false,
        "/no/such/folder/vgetrandom.so",
        "without it nothing is served");

    /// <summary>OpenSSL then goes on with its own generator, and reports nothing.</summary>
    [Fact]
    public void It_says_that_the_provider_is_active_for_nothing() => Tells(
        start => Rewrite(start, "random = vgetrandom_random", ""),
        isActive: true,
        "is active, but CTR-DRBG of the provider 'default' serves");

    [Fact]
    public void It_says_that_a_name_is_misspelt() => Tells(
        start => Rewrite(start, "random = vgetrandom\n", "random = vgetrandm\n"),
        isActive: true,
        "is active, but nothing is served",
        "vgetrandm");

    [Fact]
    public void It_says_that_the_provider_is_not_activated() => Tells(
        start => Rewrite(
            start, "[vgetrandom_module]\nactivate = 1", "[vgetrandom_module]\nidentity = a"),
        isActive: false,
        "does not activate it");

    /// <summary>A generator that only takes its seed from the provider goes on by itself in a
    /// clone.</summary>
    [Fact]
    public void A_seed_is_no_service() => Tells(
        start => Rewrite(start, "random = vgetrandom\n", "seed = vgetrandom\n"),
        isActive: true,
        "is active, but CTR-DRBG of the provider 'default' serves");

    [Fact]
    public void It_says_where_OpenSSL_stops_reading() => Tells(
        start => Rewrite(start, "random = vgetrandom\n", "random = vgetrandom\nno_such_word = 1\n"),
        isActive: false,
        "stops reading",
        "no_such_word");

    [Fact]
    public void It_says_that_the_configuration_cannot_be_read() => Tells(
        start => start.Environment["OPENSSL_CONF"] = "/no/such/file.cnf",
        isActive: false,
        "'/no/such/file.cnf' cannot be read");

    [Fact]
    public void It_sees_the_provider_serve_under_another_name()
    {
        JsonElement found = Ask(start => Rewrite(
            start,
            "\nvgetrandom = vgetrandom_module\n",
            "\nrnd = vgetrandom_module\n",
            "[vgetrandom_module]\n",
            "[vgetrandom_module]\nmodule = vgetrandom.so\n"));
        Assert.True(found.GetProperty("serves_random").GetBoolean());
    }

    [Fact]
    public void It_says_that_the_default_provider_is_gone()
    {
        JsonElement found = Ask(start => Rewrite(start, "default = vgetrandom_default\n", "\n"));
        Assert.True(found.GetProperty("serves_random").GetBoolean());
        Assert.Contains(
            "'default' is not active",
            found.GetProperty("reason").GetString(),
            StringComparison.Ordinal);
    }

    private static void Tells(
        Action<ProcessStartInfo> change, bool isActive, params string[] words)
    {
        JsonElement found = Ask(change);
        string reason = found.GetProperty("reason").GetString()!;
        Assert.All(words, word => Assert.Contains(word, reason, StringComparison.Ordinal));
        Assert.False(found.GetProperty("serves_random").GetBoolean());
        Assert.Equal(isActive, found.GetProperty("provider_loaded").GetBoolean());
    }

    /// <param name="start">Its environment names the configuration.</param>
    /// <param name="replacements">Pairs of a text in the configuration and the text to replace it
    /// with.</param>
    private static void Rewrite(ProcessStartInfo start, params string[] replacements)
    {
        string text = File.ReadAllText(start.Environment["OPENSSL_CONF"]!);
        for (int i = 0; i < replacements.Length; i += 2)
        {
            Assert.Contains(replacements[i], text, StringComparison.Ordinal);
            text = text.Replace(replacements[i], replacements[i + 1], StringComparison.Ordinal);
        }

        string file = Path.Combine(
            PublishedLibrary.Programs, $"{Guid.NewGuid():n}.cnf");
        File.WriteAllText(file, text);
        start.Environment["OPENSSL_CONF"] = file;
    }

    private static JsonElement Ask(Action<ProcessStartInfo> change)
    {
        ProcessStartInfo start = Installation.Own.Start(
            Installation.Configuration,
            Tool.Dotnet,
            "exec",
            PublishedCommand.Assembly,
            "doctor",
            "--json");
        change(start);
        using var doctor = JsonDocument.Parse(TestProgram.Run(start));
        return doctor.RootElement.GetProperty("openssl").Clone();
    }
}

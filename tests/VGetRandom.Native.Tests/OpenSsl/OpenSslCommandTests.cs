using System.Diagnostics;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>OpenSSL's own command with the provider: what it does, and that it has nothing to say
/// of it.</summary>
[NeedsOpenSsl]
public class OpenSslCommandTests
{
    // With s_server and s_client in one script: two generators of keys that must understand each
    // other.
    private const string Handshake =
        """
        set -eu
        line=
        folder=$(mktemp -d)
        trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost \
          -keyout "$folder/key" -out "$folder/certificate" -days 1 2>/dev/null
        mkfifo "$folder/said"
        openssl s_server -accept 0 -key "$folder/key" -cert "$folder/certificate" -www \
          >"$folder/said" 2>"$folder/errors" &
        server=$!
        exec 3<"$folder/said"
        until [[ $line == ACCEPT* ]]; do read -r line <&3; done
        port=${line##*:}
        for i in 1 2 3 4 5 6 7 8 9 10; do
          printf 'GET / HTTP/1.0\r\n\r\n' |
            openssl s_client -connect "localhost:$port" -CAfile "$folder/certificate" -quiet \
              -verify_return_error 2>/dev/null | grep -c 'HTTP/1.0 200'
        done
        """;

    public static TheoryData<string, string> Commands => new()
    {
        { "openssl rand -hex 100000 | wc -c", "200001" },
        { "openssl genrsa 2048 2>/dev/null | openssl rsa -check -noout", "RSA key ok" },
        {
            "openssl ecparam -name prime256v1 -genkey -noout | openssl ec -noout 2>&1",
            "read EC key"
        },
        {
            "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=a -keyout /dev/null 2>/dev/null"
                + " | openssl x509 -noout -subject",
            "subject=CN = a"
        },
        { "openssl speed -seconds 1 -bytes 16 rand 2>/dev/null | grep -c ^rand", "1" },
        {
            "openssl list -providers -verbose | grep -A3 '^  vgetrandom' | tail -1",
            "    status: active"
        },
        { Handshake, "1\n1\n1\n1\n1\n1\n1\n1\n1\n1" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void It_does_as_it_does_without(string script, string output)
    {
        Assert.StartsWith(
            output,
            TestProgram.Run(
                Installation.Own.Start(Installation.Configuration, "/bin/bash", "-c", script)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_module_is_told_and_nothing_is_drawn()
    {
        ProcessStartInfo start = Installation.Own.Start(
            Installation.Configuration, "/bin/sh", "-c", "openssl rand -hex 8 2>&1 || true");
        start.Environment["OPENSSL_MODULES"] = "/no/such/folder";
        string output = TestProgram.Run(start);
        Assert.Contains("unable to fetch drbg", output, StringComparison.Ordinal);
    }
}

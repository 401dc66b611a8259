using System.Buffers.Text;
using System.CommandLine;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom token</c>: writes tokens for URLs, cookies and headers.</summary>
internal static class TokenCommand
{
    public const string Notes = """
        Base64url (RFC 4648) without padding: letters, digits, - and _. 32 bytes are 256 bits, in 43
        characters.

        Examples:
          vgetrandom token
          vgetrandom token 16 --count 10
        """;

    private const int UsualBytes = 32;
    private const int MaxBytes = 32 * 1024;

    public static Command Create()
    {
        Argument<long> bytes = NumberArgument.Optional(
            "BYTES", "How many random bytes are in it.", 1, MaxBytes, UsualBytes);
        Option<long> count = ItemCount.Option("How many tokens");
        var command = new Command(
            "token", "Write random tokens, of characters that are safe in URLs.")
        {
            bytes, count,
        };
        command.SetAction(parsed =>
        {
            using var memory = new NativeBuffer((int)parsed.GetValue(bytes));
            LineOutput.WriteLines(parsed.GetValue(count), output =>
            {
                KernelRandom.Fill(memory.Bytes);
                Span<byte> room = output.Room(Base64Url.GetEncodedLength(memory.Bytes.Length));
                output.Advance(Base64Url.EncodeToUtf8(memory.Bytes, room));
            });
            return ExitCode.Done;
        });
        return command;
    }
}

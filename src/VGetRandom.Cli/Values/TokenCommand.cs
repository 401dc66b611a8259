using System.Buffers.Text;
using System.CommandLine;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary><c>vgetrandom token</c>: writes tokens for URLs, cookies and headers.</summary>
internal static class TokenCommand
{
    private const int UsualBytes = 32;
    private const int MaxBytes = 32 * 1024;

    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            A token is base64url (RFC 4648) without padding: letters, digits, - and _. 32 bytes are
            256 bits, in 43 characters.
            """,
        ],
        Examples =
        [
            new("vgetrandom token", "One token of 256 bits."),
            new("vgetrandom token 16 --count 10", "Ten tokens of 128 bits."),
        ],
    };

    public static Command Create()
    {
        Argument<long> bytes = NumberArgument.Optional(
            "BYTES", "How many random bytes each token has.", 1, MaxBytes, UsualBytes);
        Option<long> count = ItemCount.Option("How many tokens to write");
        var command = new Command(
            "token", "Write tokens for URLs, cookies and headers, one per line.")
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

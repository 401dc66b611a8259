using System.Globalization;
using VGetRandom;

// A web service that hands out what services draw most: session tokens and identifiers.
//
//   dotnet run --project samples/TokenService -- --urls http://127.0.0.1:5080
//   curl http://127.0.0.1:5080/token
const int MinTokenBytes = 16;
const int MaxTokenBytes = 1024;
const int MaxIdentifiers = 10_000;

WebApplication app = WebApplication.CreateSlimBuilder(args).Build();

// 32 bytes are 256 bits: nobody guesses such a token, however many there are.
app.MapGet("/token", (int bytes = 32) =>
    bytes is >= MinTokenBytes and <= MaxTokenBytes
        ? Results.Text(KernelRandom.GetToken(bytes))
        : Results.BadRequest(string.Create(
            CultureInfo.InvariantCulture,
            $"bytes must be {MinTokenBytes} to {MaxTokenBytes}")));

// A version 7 identifier sorts by the time it was made, which suits a database's index, but shows
// that time to everyone who sees it. A version 4 identifier shows nothing.
app.MapGet("/uuid", (int version = 4) => version switch
{
    4 => Results.Text(KernelRandom.NewGuid().ToString()),
    7 => Results.Text(KernelRandom.CreateVersion7().ToString()),
    _ => Results.BadRequest("version must be 4 or 7"),
});

app.MapGet("/uuids", (int count) =>
{
    if (count is < 1 or > MaxIdentifiers)
    {
        return Results.BadRequest(string.Create(
            CultureInfo.InvariantCulture, $"count must be 1 to {MaxIdentifiers}"));
    }

    // One request makes all of them.
    var identifiers = new Guid[count];
    KernelRandom.NewGuids(identifiers);
    return Results.Text(string.Join('\n', identifiers) + "\n");
});

// Tells the operator of the service where its bytes come from.
app.MapGet("/backend", () => Results.Text(KernelRandom.Backend.ToString()));

app.Run();

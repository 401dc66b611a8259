using System.Globalization;
using VGetRandom;

// Deals hands from a deck. Every deal is equally likely. A generator with a 32- or 64-bit seed
// cannot offer that, because it has far fewer seeds than a deck has orders.
//
//   dotnet run --project samples/CardShuffler -- 4 13
const int DeckSize = 52;
const string Ranks = "23456789TJQKA";
const string Suits = "♣♦♥♠";

if (args is not [var first, var second]
    || !TryParse(first, out int players)
    || !TryParse(second, out int cards)
    || players * cards > DeckSize)
{
    Console.Error.WriteLine(
        $"usage: CardShuffler PLAYERS CARDS    (at most {DeckSize} cards in all)");
    return 2;
}

string[] deck = [.. Suits.SelectMany(suit => Ranks.Select(rank => $"{rank}{suit}"))];
string[] dealt = KernelRandom.Sample<string>(deck, players * cards);

foreach ((int player, string[] hand) in dealt.Chunk(cards).Index())
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{player + 1}: {string.Join(' ', hand)}"));
}

return 0;

static bool TryParse(string text, out int number) =>
    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
    && number is >= 1 and <= DeckSize;

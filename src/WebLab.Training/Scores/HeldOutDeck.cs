using WebLab.Data;

namespace WebLab.Training.Scores;

/// <summary>
/// Deals which examples each of many networks holds out. Each network's are a uniform draw, as if drawn alone; over the networks they are
/// dealt like cards, so that each example is held out as often as every other, give or take one: a few networks tell as much of each.
/// </summary>
/// <param name="examples">How many there are.</param>
/// <param name="heldOut">How many each network holds out.</param>
/// <param name="seed">Draws the decks.</param>
internal sealed class HeldOutDeck(int examples, int heldOut, ulong seed)
{
    private int[] _deck = [];
    private int _next,
        _decks;

    /// <summary>Whether each example is held out by the next network.</summary>
    public bool[] Deal()
    {
        var held = new bool[examples];
        for (var dealt = 0; dealt < heldOut; dealt++)
        {
            if (_next == _deck.Length)
                Shuffle(held);
            held[_deck[_next++]] = true;
        }
        return held;
    }

    // Those that are in the hand already come last: none is dealt to one network twice.
    private void Shuffle(bool[] held)
    {
        var order = RandomStream.ForItem(seed, _decks++).Permutation(examples);
        _deck = [.. order.Where(i => !held[i]), .. order.Where(i => held[i])];
        _next = 0;
    }
}

using WebLab.Contracts;
using WebLab.Data;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import;

/// <summary>Which examples are trained on and which are the test, in which order.</summary>
/// <param name="Train">Indices of the sources' examples.</param>
/// <param name="Test">Likewise.</param>
/// <param name="Sentences">How it came about.</param>
internal sealed record ImportSplit(int[] Train, int[] Test, IReadOnlyList<string> Sentences)
{
    private const double DefaultHoldOut = 0.2;
    private const string OrderName = "import-order",
        HoldOutName = "import-hold-out";

    /// <summary>The sources' own split, or a stratified one from a seed.</summary>
    /// <param name="source">The examples.</param>
    /// <param name="isLeftOut">Those that cannot be read.</param>
    /// <exception cref="DatasetException">Fewer than two classes, or no test examples, are left.</exception>
    public static ImportSplit Of(ExampleSource source, bool[] isLeftOut)
    {
        int[] all = [.. Enumerable.Range(0, source.Count).Where(i => !isLeftOut[i])];
        if (all.Select(i => source.Labels[i]).Distinct().Count() < 2)
            throw new DatasetException("Fewer than two classes have an example that can be read; a data set has at least 2.");
        var seed = source.Choices.SplitSeed ?? 1;
        var sentences = new List<string>();
        var order = all;
        if (IsByClass(source.Labels, all))
        {
            order = [.. new RandomStream(Seeds.Derive(seed, OrderName)).Permutation(all.Length).Select(i => all[i])];
            sentences.Add($"The examples come class by class; they are put into an order drawn from seed {seed}.");
        }
        if (source.Splits is { } splits && order.Any(i => splits[i] == ExampleSplit.Test) && order.Any(i => splits[i] != ExampleSplit.Test))
        {
            int[] own = [.. order.Where(i => splits[i] == ExampleSplit.Test)],
                others = [.. order.Where(i => splits[i] != ExampleSplit.Test)];
            return new(others, own, sentences);
        }
        var share = source.Choices.HoldOut ?? DefaultHoldOut;
        var isTest = Drawn(source, all, share, seed);
        int[] test = [.. order.Where(i => isTest[i])];
        // An audit asks for next to nothing, and gets the least that there can be.
        var apart =
            share < 0.0005 && test.Length <= source.Classes.Count
                ? "one example of each class"
                : Sentence.Of($"{share * 100:0.#} % of each class");
        if (test.Length == 0)
            throw new DatasetException(Sentence.Of($"There are {all.Length:N0} examples, too few to set {apart} apart for the test."));
        sentences.Add(
            Sentence.Of(
                $"No split was given: {apart}, {test.Length:N0} examples, are set apart for the test, " + $"drawn from seed {seed}."
            )
        );
        return new([.. order.Where(i => !isTest[i])], test, sentences);
    }

    /// <summary>Of each class the same share, at least one where it has two.</summary>
    private static bool[] Drawn(ExampleSource source, int[] all, double share, int seed)
    {
        var isTest = new bool[source.Count];
        var root = Seeds.Derive(seed, HoldOutName);
        foreach (var group in all.GroupBy(i => source.Labels[i]))
        {
            int[] members = [.. group];
            var wanted = members.Length < 2 ? 0 : Math.Clamp((int)Math.Round(share * members.Length), 1, members.Length - 1);
            foreach (var i in RandomStream.ForItem(root, group.Key).Permutation(members.Length).Take(wanted))
                isTest[members[i]] = true;
        }
        return isTest;
    }

    /// <summary>
    /// Whether labels change so much less often from one example to the next than by chance that the first examples of the set would not
    /// stand for it: half as often.
    /// </summary>
    private static bool IsByClass(byte[] labels, int[] all)
    {
        var changes = all.Zip(all.Skip(1)).Count(pair => labels[pair.First] != labels[pair.Second]);
        var expected = (all.Length - 1) * (1 - all.CountBy(i => labels[i]).Sum(each => Math.Pow((double)each.Value / all.Length, 2)));
        return changes < expected / 2;
    }
}

using WebLab.Contracts;

namespace WebLab.Data.Labels;

/// <summary>
/// How far given labels agree with the true ones. Labels in another order, shifted by a line, or numbered otherwise look like any labels;
/// only their agreement tells, and it is then no better than chance.
/// </summary>
/// <param name="Share">The share of images whose two labels agree, 0 to 1.</param>
/// <param name="Chance">The share that would agree if the given labels were dealt out at random, 0 to 1.</param>
/// <param name="Doubt">What a person should be asked before training on them, one sentence; null where nothing is odd.</param>
public sealed record LabelAgreement(double Share, double Chance, string? Doubt)
{
    // Fewer images than this in a tenth tell nothing: at 10 % chance and 200 images, three deviations are 6 points.
    private const int LeastInPart = 200,
        Parts = 10;

    private const string NumberedOtherwise = "the classes were numbered otherwise: give the class names, or renumber them";

    /// <summary>Compares labels with the true ones.</summary>
    /// <param name="trueLabels">The publisher's labels.</param>
    /// <param name="given">As many given ones.</param>
    /// <param name="classes">The class names.</param>
    /// <param name="isOwn">Whether they are of a person's own set, whose import may have put its images into another order.</param>
    public static LabelAgreement Of(
        ReadOnlySpan<byte> trueLabels,
        ReadOnlySpan<byte> given,
        IReadOnlyList<string> classes,
        bool isOwn = false
    )
    {
        var counts = Counts(trueLabels, given, classes.Count);
        var (share, chance) = Shares(counts, given.Length);
        if (!IsChance(share, chance, given.Length))
            return new(
                share,
                chance,
                // Some classes may keep their numbers where most do not.
                Renumbered(counts, given.Length) is > 0.5 and var renumbered
                && renumbered > 2 * share
                    ? Sentence.Of($"{Agreement(share)}, and would in {renumbered:P1} if {NumberedOtherwise}")
                    : Moved(trueLabels, given, share) ?? Part(trueLabels, given, counts)
            );
        // Of two classes half agree by chance.
        var most = (int)(given.Length * (chance + ((1 - chance) / 2)));
        var cause =
            Matches(trueLabels, given, -1, most)
                ? "each is one more than the true label, as labels are that count from 1: say so with label-base 1"
            : Matches(trueLabels[1..], given[..^1], 0, most)
                ? "they agree once moved by one image to the right: there is one too few at the beginning"
            : Matches(trueLabels[..^1], given[1..], 0, most)
                ? "they agree once moved by one image to the left: there is one too many at the beginning"
            : Renumbered(counts, given.Length) > chance + ((1 - chance) / 2) ? NumberedOtherwise
            : isOwn
                ? "perhaps they are in the order of the files, where an import has its own (names.csv), or of other images; a column of "
                    + "the files' names beside them tells which is whose"
            : "perhaps they are in another order, or of other images";
        return new(share, chance, Sentence.Of($"{Agreement(share)}, no better than chance ({chance:P1}): {cause}"));
    }

    // Images that come class by class agree with labels that are moved by one nearly everywhere.
    private static string? Moved(ReadOnlySpan<byte> trueLabels, ReadOnlySpan<byte> given, double share)
    {
        foreach (var isRight in new[] { true, false })
        {
            // As they stand, and once moved, of the same given labels.
            var labels = isRight ? given[..^1] : given[1..];
            var stand = isRight ? trueLabels[..^1] : trueLabels[1..];
            var moved = isRight ? trueLabels[1..] : trueLabels[..^1];
            var (better, worse, all) = (0, 0, 0);
            for (var i = 0; i < labels.Length; i++)
            {
                var (isBefore, isAfter) = (labels[i] == stand[i], labels[i] == moved[i]);
                (better, worse, all) = (
                    better + (isAfter && !isBefore ? 1 : 0),
                    worse + (isBefore && !isAfter ? 1 : 0),
                    all + (isAfter ? 1 : 0)
                );
            }
            if (better > worse && (all == labels.Length || better - worse > 3 * Math.Sqrt(better + worse)))
                return Sentence.Of(
                    $"{Agreement(share)}, and in {(double)all / labels.Length:P1} once moved by one image to the "
                        + $"{(isRight ? "right: there is one too few" : "left: there is one too many")} at the beginning"
                );
        }
        return null;
    }

    private static string? Part(ReadOnlySpan<byte> trueLabels, ReadOnlySpan<byte> given, int[,] all)
    {
        var length = given.Length / Parts;
        if (length < LeastInPart)
            return null;
        var classes = all.GetLength(0);
        var dealt = new double[classes];
        foreach (var label in given)
            dealt[label] += 1.0 / given.Length;
        for (var part = 0; part < Parts; part++)
        {
            var range = (part * length)..((part + 1) * length);
            var (share, chance) = (0.0, 0.0);
            // Dealt out of all given labels: of images that come class by class a part has one, and no label of it could go astray.
            for (var i = range.Start.Value; i < range.End.Value; i++)
                (share, chance) = (share + (trueLabels[i] == given[i] ? 1.0 / length : 0), chance + (dealt[trueLabels[i]] / length));
            if (IsChance(share, chance, length))
                return Sentence.Of(
                    $"{Agreement(share)} between images {part * length:N0} and {((part + 1) * length) - 1:N0}, no better than "
                        + $"chance ({chance:P1}), and better elsewhere: perhaps a label is missing or too many before them"
                );
        }
        return null;
    }

    // Three standard deviations: labels dealt out at random pass for better in one case of 700.
    private static bool IsChance(double share, double chance, int count) =>
        share < 1 && share <= chance + (3 * Math.Sqrt(chance * (1 - chance) / count));

    private static int[,] Counts(ReadOnlySpan<byte> trueLabels, ReadOnlySpan<byte> given, int classes)
    {
        var counts = new int[classes, classes];
        for (var i = 0; i < given.Length; i++)
            counts[trueLabels[i], given[i]]++;
        return counts;
    }

    private static (double Share, double Chance) Shares(int[,] counts, int total)
    {
        var (agreeing, chance) = (0.0, 0.0);
        for (var label = 0; label < counts.GetLength(0); label++)
        {
            var (isTrue, isGiven) = (0.0, 0.0);
            for (var other = 0; other < counts.GetLength(0); other++)
                (isTrue, isGiven) = (isTrue + counts[label, other], isGiven + counts[other, label]);
            agreeing += counts[label, label];
            chance += isTrue / total * (isGiven / total);
        }
        return (agreeing / total, chance);
    }

    /// <summary>Whether more labels than that agree once so much is added to each.</summary>
    private static bool Matches(ReadOnlySpan<byte> trueLabels, ReadOnlySpan<byte> given, int added, int most)
    {
        var agreeing = 0;
        for (var i = 0; i < given.Length; i++)
            agreeing += trueLabels[i] == given[i] + added ? 1 : 0;
        return agreeing > most;
    }

    /// <summary>The share that would agree if each given class were called by its commonest true one.</summary>
    private static double Renumbered(int[,] counts, int total)
    {
        var classes = Enumerable.Range(0, counts.GetLength(0)).ToArray();
        return (double)classes.Sum(given => classes.Max(label => counts[label, given])) / total;
    }

    private static string Agreement(double share) => Sentence.Of($"the labels agree with the true ones in {share:P1} of the images");
}

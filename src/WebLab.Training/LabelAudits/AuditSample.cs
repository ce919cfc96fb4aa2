using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.LabelAudits;

namespace WebLab.Training.LabelAudits;

/// <summary>How many examples are compared with each other, which takes the square of their number: as many as fit a share of the seconds
/// that an audit may take, told beforehand, so that the report is the same on any machine.</summary>
internal static class AuditSample
{
    private const double ShareOfBudget = 0.15,
        PairsASecond = 1e8;

    private const int Fewest = 1_000,
        MostTrained = 100_000;

    /// <summary>How many of some examples are compared with each other.</summary>
    public static int Among(LabelAuditOptions options, int examples) =>
        (int)Math.Min(examples, Math.Max(Fewest, Math.Sqrt(Pairs(options))));

    /// <summary>How many of some examples are compared with all of some others.</summary>
    public static int Against(LabelAuditOptions options, int examples, int others) =>
        (int)Math.Min(examples, Math.Max(Fewest, Pairs(options) / Math.Max(others, 1)));

    /// <summary>How many examples the training-curve test trains on.</summary>
    public static int Trained(LabelAuditOptions options, int examples, double perExample) =>
        (int)Math.Min(examples, Math.Max(MostTrained, options.BudgetSeconds / 3.0 / perExample));

    /// <summary>Draws them, in their order; null for all.</summary>
    public static int[]? Draw(LabelAuditOptions options, int count, int of)
    {
        if (count >= of)
            return null;
        int[] drawn = [.. new RandomStream(Seeds.Derive(options.Seed, LabelAuditSeeds.Sample)).Permutation(of).Take(count)];
        Array.Sort(drawn);
        return drawn;
    }

    private static double Pairs(LabelAuditOptions options) => options.BudgetSeconds * ShareOfBudget * PairsASecond;
}

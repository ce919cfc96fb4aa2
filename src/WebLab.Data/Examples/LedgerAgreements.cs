using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>Compares runs of the same examples, example by example.</summary>
public static class LedgerAgreements
{
    /// <summary>Compares two or more.</summary>
    /// <param name="runs">The runs with their ledgers, which are of the same examples.</param>
    public static LedgerAgreement Of(IReadOnlyList<(Guid Id, string Name, int Seed, ExampleLedger Ledger)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        int[] compared = [.. Enumerable.Range(0, runs[0].Ledger.Count).Where(i => runs.All(run => !run.Ledger.HeldOut[i]))];
        var predictions = runs.Select(run => run.Ledger.Values("prediction")!).ToList();
        var fits = runs.Select((run, r) => Array.ConvertAll(compared, i => predictions[r][i] == run.Ledger.GivenLabels[i])).ToList();
        var fittedBy = new int[runs.Count + 1];
        for (var i = 0; i < compared.Length; i++)
            fittedBy[fits.Count(fit => fit[i])]++;
        return new(
            compared.Length,
            [.. runs.Select((run, r) => new LedgerAgreementRun(run.Id, run.Name, run.Seed, fits[r].Count(fits => fits)))],
            [
                .. Enumerable
                    .Range(0, runs.Count)
                    .SelectMany(first => Enumerable.Range(first + 1, runs.Count - first - 1).Select(second => Pair(first, second))),
            ],
            fittedBy,
            compared.Count(i => predictions.TrueForAll(each => each[i] == predictions[0][i]))
        );

        LedgerAgreementPair Pair(int first, int second)
        {
            int Count(bool one, bool other) => fits[first].Zip(fits[second]).Count(pair => pair == (one, other));
            return new(
                first,
                second,
                Count(true, true),
                Count(true, false),
                Count(false, true),
                Count(false, false),
                compared.Count(i => predictions[first][i] == predictions[second][i])
            );
        }
    }
}

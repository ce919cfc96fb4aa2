using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Scores;
using WebLab.Data.Examples;
using WebLab.Science.Jobs;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Examples;

/// <summary>Scores of examples as columns of the ledgers of runs on the same examples: what analyses that are done, and that the caller may
/// see, found of them. Their reports never change; those last read stay in memory, about 1 MB each for 50,000 examples.</summary>
public sealed class LedgerScores(StoreFolder store)
{
    private const int Kept = 12;

    private readonly Lock _gate = new();

    // The last one that was asked for stands last.
    private readonly List<(Guid Id, ScoredExamples? Scored)> _read = [];

    /// <summary>A run's ledger with the scores that there are of its training examples.</summary>
    public ExampleLedger AddTo(ExampleLedger ledger, RunSummary run, VisibleRuns visible)
    {
        if (ledger.Split != RecordedSplit.Train)
            return ledger;
        var found = new Dictionary<string, (Rank Rank, LedgerColumn Column, float[] Values)>();
        foreach (var analysis in visible.All().Where(each => IsOfTheSameSet(each, run)))
        {
            if (Read(analysis) is not { } scored || Labels(scored, ledger) is not { } labels)
                continue;
            var rank = new Rank(labels == LabelsOf.TheRun, scored.Networks);
            foreach (var column in scored.ScoreColumns.Where(each => IsName(each.Name) && each.Values.Count == scored.GivenLabels.Length))
            {
                var name = $"{analysis.Spec.Analysis!.Kind}.{column.Name}";
                // They come newest first.
                if (found.TryGetValue(name, out var other) && other.Rank.CompareTo(rank) >= 0)
                    continue;
                var help = Help(column, analysis, scored, labels, ledger.Count);
                found[name] = (
                    rank,
                    new(name, column.Title, help, column.Unit, IsClass: false, IsByEpoch: false),
                    Values(column, ledger.Count)
                );
            }
        }
        return ledger.With(
            [.. found.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => (each.Value.Column, each.Value.Values))]
        );
    }

    private static bool IsOfTheSameSet(RunSummary analysis, RunSummary run) =>
        analysis.Status == RunStatus.Completed
        && analysis.Spec.Analysis is not null
        && analysis.Spec.Dataset == run.Spec.Dataset
        && analysis.Spec.DatasetHash == run.Spec.DatasetHash
        && JobKinds.Of(analysis.Spec).ScoresExamples;

    // Both are of the first examples. A score of other wrong labels than the run's answers another question than its reader asks.
    private static LabelsOf? Labels(ScoredExamples scored, ExampleLedger ledger)
    {
        var both = Math.Min(scored.GivenLabels.Length, ledger.Count);
        if (both == 0 || scored.TrueLabels.Length < both)
            return null;
        var (given, truth) = (scored.GivenLabels.Take(both).ToArray(), ledger.TrueLabels.Take(both).ToArray());
        return !truth.SequenceEqual(scored.TrueLabels.Take(both)) ? null
            : given.SequenceEqual(ledger.GivenLabels.Take(both)) ? LabelsOf.TheRun
            : given.SequenceEqual(truth) ? LabelsOf.ThePublisher
            : null;
    }

    private static string Help(ScoreColumn column, RunSummary analysis, ScoredExamples scored, LabelsOf labels, int count)
    {
        var (of, whose) = (scored.GivenLabels.Length, labels == LabelsOf.TheRun ? "this run's labels" : "the true labels, not this run's");
        return Sentence.Of($"{column.Help} From {analysis.ExperimentName}: the first {of:N0} examples, with {whose}")
            + (of < count ? "; the others have no value." : ".");
    }

    private static float[] Values(ScoreColumn column, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = i < column.Values.Count && float.IsFinite(column.Values[i]) ? column.Values[i] : float.NaN;
        return values;
    }

    // It stands in links, and between the colons and commas of ranges.
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 60 && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private ScoredExamples? Read(RunSummary analysis)
    {
        lock (_gate)
        {
            var place = _read.FindIndex(each => each.Id == analysis.Id);
            var scored = place >= 0 ? _read[place].Scored : Parse(analysis);
            // It may be there the next time.
            if (scored is null && place < 0)
                return null;
            if (place >= 0)
                _read.RemoveAt(place);
            else if (_read.Count == Kept)
                _read.RemoveAt(0);
            _read.Add((analysis.Id, scored));
            return scored;
        }
    }

    private ScoredExamples? Parse(RunSummary analysis)
    {
        try
        {
            using var report = AnalysisApi.Open(analysis.Id, store);
            return report is null ? null
                // Reports that were written before there were columns have them too.
                : analysis.Spec.Analysis!.Kind == ExampleScoresReport.Kind
                    ? JsonSerializer.Deserialize<ExampleScoresReport>(report, LabJson.Tolerant)?.Scored()
                : JsonSerializer.Deserialize<ScoredExamples>(report, LabJson.Tolerant);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or IOException)
        {
            // A report that is none has no scores; its own page says what is wrong.
            return null;
        }
    }

    private enum LabelsOf
    {
        TheRun,
        ThePublisher,
    }

    private readonly record struct Rank(bool IsOfTheRunsLabels, int Networks)
    {
        public int CompareTo(Rank other) => (IsOfTheRunsLabels, Networks).CompareTo((other.IsOfTheRunsLabels, other.Networks));
    }
}

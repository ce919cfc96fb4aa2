using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;
using WebLab.Science.Catalogue;
using WebLab.Science.LabelAudits;
using WebLab.Server.Datasets;
using WebLab.Server.Runs;

namespace WebLab.Server.LabelAudits;

/// <summary>The labels that an audit looked into, as people's votes leave them.</summary>
public sealed class CorrectedLabels(LabelVoteStore votes, DatasetImages images, DatasetLibrary library)
{
    private static readonly string[] Splits = ["train", "test"];

    /// <param name="run">The audit.</param>
    /// <param name="runs">What the caller sees.</param>
    /// <param name="split">Whose labels: <c>train</c> or <c>test</c>.</param>
    /// <param name="keepsAside">Whether what is set aside keeps its given label, as a training needs one for every example.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <returns>A label for each audited example of the split, by original index.</returns>
    /// <exception cref="DatasetException">The data set or its label file is not here.</exception>
    public async Task<int[]> Of(RunSummary run, VisibleRuns runs, string split, bool keepsAside, CancellationToken stop)
    {
        var given = await Given(run, split, stop);
        // What the audited labels left out already stays so, unless it was decided otherwise.
        int[] labels = [.. given.Labels.Select((label, i) => keepsAside || given.IsLeftOut?[i] != true ? label : LabelSet.None)];
        foreach (var verdict in Verdicts(run, runs, split, labels.Length))
        {
            labels[verdict.Index] = verdict.Decision switch
            {
                LabelDecision.Relabel => verdict.Label!.Value,
                LabelDecision.SetAside when !keepsAside => LabelSet.None,
                LabelDecision.Keep => given.Labels[verdict.Index],
                _ => labels[verdict.Index],
            };
        }
        // In a label file -1 would be that class.
        return labels.Contains(LabelSet.None) && DatasetFacts.Of(run.Spec.Dataset).Classes.Contains($"{LabelSet.None}")
            ? throw new DatasetException(
                $"A set with a class {LabelSet.None} has no label for what is set aside: keep or change those labels."
            )
            : labels;
    }

    /// <summary>Both splits' as a table: split, index, given label, label, what was decided and by how many, and which of a person's files
    /// or rows it is.</summary>
    /// <param name="run">The audit.</param>
    /// <param name="runs">What the caller sees.</param>
    /// <param name="only">The split whose labels are wanted; null for both.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="DatasetException">The data set or its label file is not here.</exception>
    public async Task<IEnumerable<string>> Csv(RunSummary run, VisibleRuns runs, string? only, CancellationToken stop)
    {
        var lines = Enumerable.Repeat(
            Line("index", "given", "given_name", "label", "label_name", "decision", "votes", "agreeing", "split", "origin"),
            1
        );
        foreach (var split in Splits.Where(split => only is null || only == split))
        {
            var given = await Given(run, split, stop);
            var count = given.Labels.Length;
            var verdicts = Verdicts(run, runs, split, count).ToDictionary(verdict => verdict.Index);
            var origins = library.OriginsOf(run.Spec.Dataset, split, count);
            lines = lines.Concat(Lines(given, verdicts, DatasetFacts.Of(run.Spec.Dataset).Classes, split, origins));
        }
        return lines;
    }

    private static IEnumerable<string> Lines(
        LabelSet set,
        Dictionary<int, LabelVerdict> verdicts,
        IReadOnlyList<string> classes,
        string split,
        IReadOnlyList<string> origins
    )
    {
        var given = set.Labels;
        for (var i = 0; i < given.Length; i++)
        {
            var verdict = verdicts.GetValueOrDefault(i);
            int? label = verdict?.Decision switch
            {
                LabelDecision.Relabel => verdict.Label,
                LabelDecision.SetAside => null,
                LabelDecision.Keep => given[i],
                _ => set.IsLeftOut?[i] == true ? null : given[i],
            };
            var decision =
                verdict is null ? ""
                : verdict.Decision is { } decided ? Names<LabelDecision>.Of(decided)
                : "divided";
            yield return Line(
                i,
                (int)given[i],
                classes[given[i]],
                label,
                label is { } number ? classes[number] : "",
                decision,
                verdict?.Votes ?? 0,
                verdict?.Agreeing ?? 0,
                split,
                origins.ElementAtOrDefault(i)
            );
        }
    }

    private static string Line(params object?[] cells) => Contracts.Csv.Line(cells);

    private IEnumerable<LabelVerdict> Verdicts(RunSummary run, VisibleRuns runs, string split, int count) =>
        LabelConsensus
            .Of(votes.Of(SameLabels.Of(run, runs), runs.Caller))
            .Where(verdict => verdict.Split == split && verdict.Index < count);

    private async Task<LabelSet> Given(RunSummary run, string split, CancellationToken stop)
    {
        // Extensions are loaded by workers only, never by the server.
        if (LabelCorruptionIsForeign(run))
            throw new DatasetException($"The labels of {run.Name} come from an extension, and only a worker can draw them.");
        var data = await images.Open(run.Spec.Dataset, stop);
        // The labels of test examples are never corrupted.
        if (split == "test")
            return new([.. data.Test.Labels.Take(run.Spec.TestSize)], null);
        var pair = await Task.Run(() => Corruptor.GivenLabels(run.Spec, data, library.LabelFolderOf(run.Spec)), stop);
        return new(pair.Given, pair.IsLeftOut);
    }

    private static bool LabelCorruptionIsForeign(RunSummary run) =>
        LabCatalogue.FindCorruption(run.Spec.Corruption.Kind) is not { Extension: null };
}

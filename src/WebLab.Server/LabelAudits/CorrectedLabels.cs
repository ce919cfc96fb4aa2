using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Science.Catalogue;
using WebLab.Science.LabelAudits;
using WebLab.Server.Datasets;
using WebLab.Server.Runs;

namespace WebLab.Server.LabelAudits;

/// <summary>The labels that an audit looked into, as people's votes leave them.</summary>
public sealed class CorrectedLabels(LabelVoteStore votes, DatasetImages images, DatasetLibrary library)
{
    /// <summary>The class number of what is set aside.</summary>
    private const int None = -1;

    /// <param name="run">The audit.</param>
    /// <param name="runs">What the caller sees.</param>
    /// <param name="keepsAside">Whether what is set aside keeps its given label, as a training needs one for every example.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <returns>A label for each audited training example, by original index.</returns>
    /// <exception cref="DatasetException">The data set or its label file is not here.</exception>
    public async Task<int[]> Of(RunSummary run, VisibleRuns runs, bool keepsAside, CancellationToken stop)
    {
        var labels = Array.ConvertAll(await Given(run, stop), label => (int)label);
        foreach (var verdict in Verdicts(run, runs, labels.Length))
        {
            labels[verdict.Index] = verdict.Decision switch
            {
                LabelDecision.Relabel => verdict.Label!.Value,
                LabelDecision.SetAside when !keepsAside => None,
                _ => labels[verdict.Index],
            };
        }
        return labels;
    }

    /// <summary>The same as a table: index, given label, label, what was decided and by how many.</summary>
    /// <exception cref="DatasetException">The data set or its label file is not here.</exception>
    public async Task<IEnumerable<string>> Csv(RunSummary run, VisibleRuns runs, CancellationToken stop)
    {
        var given = await Given(run, stop);
        var verdicts = Verdicts(run, runs, given.Length).ToDictionary(verdict => verdict.Index);
        return Lines(given, verdicts, DatasetFacts.Of(run.Spec.Dataset).Classes);
    }

    private static IEnumerable<string> Lines(byte[] given, Dictionary<int, LabelVerdict> verdicts, IReadOnlyList<string> classes)
    {
        yield return Line("index", "given", "given_name", "label", "label_name", "decision", "votes", "agreeing");
        for (var i = 0; i < given.Length; i++)
        {
            var verdict = verdicts.GetValueOrDefault(i);
            int? label = verdict?.Decision switch
            {
                LabelDecision.Relabel => verdict.Label,
                LabelDecision.SetAside => null,
                _ => given[i],
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
                verdict?.Agreeing ?? 0
            );
        }
    }

    private static string Line(params object?[] cells) => Contracts.Csv.Line(cells) + "\r\n";

    private IEnumerable<LabelVerdict> Verdicts(RunSummary run, VisibleRuns runs, int count) =>
        LabelConsensus
            .Of(votes.Of(SameLabels.Of(run, runs), runs.Caller))
            .Where(verdict => verdict.Split == "train" && verdict.Index < count);

    private async Task<byte[]> Given(RunSummary run, CancellationToken stop)
    {
        // Extensions are loaded by workers only, never by the server.
        if (LabelCorruptionIsForeign(run))
            throw new DatasetException($"The labels of {run.Name} come from an extension, and only a worker can draw them.");
        var data = await images.Open(run.Spec.Dataset, stop);
        return await Task.Run(() => Corruptor.GivenLabels(run.Spec, data, library.LabelFolderOf(run.Spec)), stop);
    }

    private static bool LabelCorruptionIsForeign(RunSummary run) =>
        LabCatalogue.FindCorruption(run.Spec.Corruption.Kind) is not { Extension: null };
}

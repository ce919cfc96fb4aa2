using WebLab.Bench.Training;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Data.Examples;
using WebLab.Training;

namespace WebLab.Bench.Memorisation;

/// <summary>Trains as the worker does, with or without the records of examples.</summary>
internal static class RecordedTraining
{
    /// <summary>The ledger of a training, of which the summaries and the last evaluation are in memory.</summary>
    public static ExampleLedger Ledger(MemorisationMeasure measure, RunSpec spec, CorruptedSet data)
    {
        using var folder = new TemporaryFolder("weblab-bench-");
        var id = Guid.NewGuid();
        using (var recording = new ExampleRecording(folder.Path, id, [new LedgerRecorder()], Fail))
            Run(measure, spec, data, recording);
        var file = ExampleFile.Open(Path.Combine(folder.Path, ExampleFile.NameOf(id, LedgerRecorder.Written)));
        return ExampleLedger.Open(file, [], labels => CScoreFile.Find([Path.Combine(measure.Folder, "c-scores")], labels))!;
    }

    public static CorruptedSet Data(MemorisationMeasure measure, RunSpec spec) =>
        Corruptor.Apply(spec, DatasetReader.Load(spec.Dataset, measure.Folder, spec.TrainSize, spec.TestSize), null);

    public static RunResult Run(MemorisationMeasure measure, RunSpec spec, CorruptedSet data, ExampleRecording? recording)
    {
        using var control = new TrainingControl(measure.Cancel) { Examples = recording };
        return Execution.Run(spec, data, measure.Device, new Unheard(), control);
    }

    // What is measured is measured whole: a full disk ends it.
    public static void Fail(string complaint) => throw new BenchException(complaint);
}

using System.Diagnostics;
using WebLab.Contracts.Examples;

namespace WebLab.Data.Examples;

/// <summary>Records a run's training and test examples at each evaluation, one file a recorder.</summary>
/// <param name="folder">Where the files are.</param>
/// <param name="runId">The run, which names them.</param>
/// <param name="recorders">What is recorded.</param>
/// <param name="complain">Hears of a record that could not be written on: a full disk costs the record and not the run.</param>
public sealed class ExampleRecording(string folder, Guid runId, IReadOnlyList<ExampleRecorder> recorders, Action<string> complain)
    : IDisposable
{
    private readonly Stopwatch _watch = new();
    private readonly List<(ExampleRecorder Recorder, ExampleFileWriter Writer)> _open = [];

    /// <summary>The time that recording has taken.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Whether a recorder reads the network's outputs for such examples.</summary>
    /// <param name="split">Which examples.</param>
    public bool ReadsLogits(RecordedSplit split) => recorders.Any(recorder => recorder.Split == split && recorder.ReadsLogits);

    /// <summary>Opens the files.</summary>
    /// <param name="epoch">The epoch in hand; the records of it and of later ones are cut off.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="givenLabelHash">SHA-256 of the given labels.</param>
    /// <param name="heldOut">Whether each example is held out, by original index.</param>
    /// <param name="givenLabels">The label that each is trained with.</param>
    /// <param name="trueLabels">The publisher's.</param>
    /// <param name="testLabels">Those of the test examples.</param>
    public void Begin(
        int epoch,
        int classes,
        string givenLabelHash,
        bool[] heldOut,
        byte[] givenLabels,
        byte[] trueLabels,
        byte[] testLabels
    )
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(testLabels);
        int[] indices = [.. Enumerable.Range(0, heldOut.Length).Where(i => heldOut[i])];
        foreach (var recorder in recorders)
        {
            var isOfTest = recorder.Split == RecordedSplit.Test;
            var count = isOfTest ? testLabels.Length : heldOut.Length;
            var header = new ExampleHeader(recorder.Name, recorder.Columns, count, classes, givenLabelHash, isOfTest ? [] : indices)
            {
                Split = recorder.Split,
                GivenLabels =
                    !recorder.KeepsLabels ? null
                    : isOfTest ? testLabels
                    : givenLabels,
                TrueLabels =
                    !recorder.KeepsLabels ? null
                    : isOfTest ? testLabels
                    : trueLabels,
            };
            var path = Path.Combine(folder, ExampleFile.NameOf(runId, recorder.Name));
            Try(recorder, () => _open.Add((recorder, ExampleFileWriter.Open(path, header, epoch))));
        }
    }

    /// <summary>Records an evaluation.</summary>
    /// <param name="epoch">The epoch, 1-based.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="examples">What it found of such examples; asked for only while something is recorded of them.</param>
    public void Add(int epoch, int step, Func<RecordedSplit, EvaluatedExamples> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        _watch.Start();
        foreach (var split in _open.GroupBy(each => each.Recorder.Split).ToList())
        {
            var found = examples(split.Key);
            foreach (var (recorder, writer) in split)
            {
                if (Try(recorder, () => writer.Add(epoch, step, recorder, found)))
                    continue;
                writer.Dispose();
                _open.RemoveAll(each => each.Recorder == recorder);
            }
        }
        _watch.Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, writer) in _open)
            writer.Dispose();
        _open.Clear();
    }

    private bool Try(ExampleRecorder recorder, Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            complain($"The record {recorder.Name} could not be written and ends here: {error.Message}");
            return false;
        }
    }
}

using System.Diagnostics;

namespace WebLab.Data.Examples;

/// <summary>Records a run's training examples at each evaluation, one file a recorder.</summary>
/// <param name="folder">Where the files are.</param>
/// <param name="runId">The run, which names them.</param>
/// <param name="recorders">What is recorded.</param>
/// <param name="complain">Hears of a record that could not be written on: a full disk costs the record and not the run.</param>
public sealed class ExampleRecording(string folder, Guid runId, IReadOnlyList<ExampleRecorder> recorders, Action<string> complain)
    : IDisposable
{
    private readonly Stopwatch _watch = new();
    private readonly List<(ExampleRecorder Recorder, ExampleFileWriter Writer)> _open = [];

    /// <summary>Whether a recorder reads the network's outputs.</summary>
    public bool ReadsLogits => recorders.Any(recorder => recorder.ReadsLogits);

    /// <summary>The time that recording has taken.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Opens the files.</summary>
    /// <param name="epoch">The epoch in hand; the records of it and of later ones are cut off.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="givenLabelHash">SHA-256 of the given labels.</param>
    /// <param name="heldOut">Whether each example is held out, by original index.</param>
    /// <param name="givenLabels">The label that each is trained with.</param>
    /// <param name="trueLabels">The publisher's.</param>
    public void Begin(int epoch, int classes, string givenLabelHash, bool[] heldOut, byte[] givenLabels, byte[] trueLabels)
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        int[] indices = [.. Enumerable.Range(0, heldOut.Length).Where(i => heldOut[i])];
        foreach (var recorder in recorders)
        {
            var header = new ExampleHeader(recorder.Name, recorder.Columns, heldOut.Length, classes, givenLabelHash, indices)
            {
                GivenLabels = recorder.KeepsLabels ? givenLabels : null,
                TrueLabels = recorder.KeepsLabels ? trueLabels : null,
            };
            var path = Path.Combine(folder, ExampleFile.NameOf(runId, recorder.Name));
            Try(recorder, () => _open.Add((recorder, ExampleFileWriter.Open(path, header, epoch))));
        }
    }

    /// <summary>Records an evaluation.</summary>
    /// <param name="epoch">The epoch, 1-based.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="examples">What it found; asked for only while something is recorded.</param>
    public void Add(int epoch, int step, Func<EvaluatedExamples> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (_open.Count == 0)
            return;
        _watch.Start();
        var found = examples();
        foreach (var (recorder, writer) in _open.ToList())
        {
            if (Try(recorder, () => writer.Add(epoch, step, recorder, found)))
                continue;
            writer.Dispose();
            _open.RemoveAll(each => each.Recorder == recorder);
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

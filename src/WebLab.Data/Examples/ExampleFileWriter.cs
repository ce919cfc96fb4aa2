namespace WebLab.Data.Examples;

/// <summary>Adds a run's evaluations to its file of recorded examples.</summary>
public sealed class ExampleFileWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly ExampleHeader _header;

    private ExampleFileWriter(FileStream file, ExampleHeader header) => (_file, _header) = (file, header);

    /// <summary>
    /// Opens a file to go on from an epoch: evaluations of that epoch and later ones, which a run that goes on from an older checkpoint
    /// measures again, are cut off, and so is a block that is not whole. A file that is absent, damaged or of another recipe is begun anew.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="header">What it begins with.</param>
    /// <param name="epoch">The first epoch that will be added; 1 begins anew.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written to.</exception>
    public static ExampleFileWriter Open(string path, ExampleHeader header, int epoch)
    {
        var end = epoch > 1 ? End(path, header, epoch) : null;
        if (end is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            ExampleFile.Create(path, header);
        }
        var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete);
        if (end is { } kept)
            file.SetLength(kept);
        file.Seek(0, SeekOrigin.End);
        return new(file, header);
    }

    /// <summary>Adds an evaluation.</summary>
    /// <param name="epoch">The epoch, 1-based.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="recorder">Fills its columns.</param>
    /// <param name="examples">What the evaluation found.</param>
    /// <returns>The bytes that were added.</returns>
    /// <exception cref="IOException">The disk is full; the block may be cut, and is then passed over.</exception>
    public int Add(int epoch, int step, ExampleRecorder recorder, EvaluatedExamples examples)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        var columns = new ExampleBlock(_header.Columns, _header.Count);
        recorder.Fill(examples, columns);
        var block = ExampleFile.Block(epoch, step, columns);
        _file.Write(block);
        // To the system, not to the disk: a process that is killed loses nothing, and a machine that loses its power the cut tail.
        _file.Flush();
        return block.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static long? End(string path, ExampleHeader header, int epoch)
    {
        try
        {
            var file = ExampleFile.Open(path);
            var before = file.Header;
            if (
                before.Recorder != header.Recorder
                || before.Split != header.Split
                || before.Count != header.Count
                || before.GivenLabelHash != header.GivenLabelHash
                || !before.Columns.SequenceEqual(header.Columns)
                || !before.HeldOut.SequenceEqual(header.HeldOut)
            )
                return null;
            var later = file.Evaluations.Where(evaluation => evaluation.Epoch >= epoch).Select(evaluation => (long?)evaluation.Start);
            return later.FirstOrDefault() ?? file.End;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

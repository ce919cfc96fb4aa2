namespace WebLab.Data.Examples;

/// <summary>Adds a run's evaluations to its file of recorded examples.</summary>
public sealed class ExampleFileWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly ExampleHeader _header;
    private readonly LedgerSums? _sums;

    private ExampleFileWriter(FileStream file, ExampleHeader header, LedgerSums? sums) => (_file, _header, _sums) = (file, header, sums);

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
        var before = epoch > 1 ? Before(path, header) : null;
        if (before is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            ExampleFile.Create(path, header);
        }
        ExampleEvaluation[] kept = [.. before?.Evaluations.TakeWhile(evaluation => evaluation.Epoch < epoch) ?? []];
        var sums = LedgerSums.AreOf(header) ? Sums(header, before, kept) : null;
        var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read | FileShare.Delete);
        if (before is not null)
            file.SetLength(kept.Length < before.Evaluations.Count ? before.Evaluations[kept.Length].Start : before.End);
        file.Seek(0, SeekOrigin.End);
        return new(file, header, sums);
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
        _sums?.Add(epoch, columns);
        return block.Length;
    }

    /// <summary>Closes the file; beside a ledger it leaves what its evaluations add up to.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (_sums is not null && Written(_file.Name) is { } ledger)
            LedgerSummary.Keep(ledger, _sums);
    }

    private static LedgerSums Sums(ExampleHeader header, ExampleFile? before, ExampleEvaluation[] kept)
    {
        // One that was paused left them.
        if (kept.Length == before?.Evaluations.Count && LedgerSummary.Find(before) is { } known)
            return known;
        var sums = new LedgerSums(header.GivenLabels!, header.Columns);
        foreach (var (evaluation, block) in kept.Zip(before?.ReadEach(kept) ?? []))
            sums.Add(evaluation.Epoch, block);
        return sums;
    }

    /// <summary>What is there to go on from; null for nothing.</summary>
    private static ExampleFile? Before(string path, ExampleHeader header) =>
        Written(path) is { Header: var before } file
        && before.Recorder == header.Recorder
        && before.Split == header.Split
        && before.Count == header.Count
        && before.GivenLabelHash == header.GivenLabelHash
        && before.Columns.SequenceEqual(header.Columns)
        && before.HeldOut.SequenceEqual(header.HeldOut)
            ? file
            : null;

    private static ExampleFile? Written(string path)
    {
        try
        {
            return ExampleFile.Open(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }
}

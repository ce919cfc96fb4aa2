using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import;

/// <summary>
/// Writes a set into a folder beside its own, which it becomes by one rename when everything is on the disk: whatever happens before leaves
/// no set, and the next import sweeps what is left.
/// </summary>
internal sealed class SetWriter : IDisposable
{
    // A set of more is not begun where the disk would be left with less: everybody's runs are held then.
    private const long LargeSet = 1_000_000_000,
        LeftFree = 5_000_000_000;

    private readonly string _target,
        _unfinished;
    private readonly FileStream _lock;

    /// <exception cref="DatasetException">The target is there already, or cannot be made.</exception>
    public SetWriter(string target)
    {
        _target = Path.GetFullPath(target);
        var parent = Path.GetDirectoryName(_target) ?? throw new DatasetException($"{target} cannot become a data set's folder.");
        if (Path.Exists(_target))
            throw new DatasetException($"{_target} is there already: give the set another name, or remove that first.");
        try
        {
            Directory.CreateDirectory(parent);
            ImportedSet.Sweep(parent);
            _unfinished = Path.Combine(parent, $"{ImportedSet.UnfinishedPrefix}{Guid.NewGuid():N}");
            _lock = new(ImportedSet.LockOf(_unfinished), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            Directory.CreateDirectory(_unfinished);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{parent} cannot be written to: {error.Message}", error);
        }
    }

    /// <summary>Reads all examples and writes them.</summary>
    /// <returns>What the set is, under the name that its folder has.</returns>
    /// <exception cref="DatasetException">Too little can be read, or the disk is full.</exception>
    public ImportedSet Write(ExampleSource source, IReadOnlyList<string> origin, ImportBudget budget)
    {
        try
        {
            var spool = Path.Combine(_unfinished, "spool");
            var (isLeftOut, reasons) = ReadAll(source, spool, budget);
            var split = ImportSplit.Of(source, isLeftOut);
            var files = ImportedSet.Files(_unfinished);
            Order(source, spool, split.Train, files[1], files[2], "train", budget);
            Order(source, spool, split.Test, files[3], files[4], "test", budget);
            File.Delete(spool);
            var leftOut = LeftOut(reasons, source.Count);
            var set = new ImportedSet
            {
                Kind = source.Kind,
                Height = source.Height,
                Width = source.Width,
                Channels = source.Channels,
                TrainCount = split.Train.Length,
                TestCount = split.Test.Length,
                Classes = source.Classes,
                Columns = source.Columns,
                ContentHash = "",
                Origin = origin,
                Understood = [.. source.Understood, .. split.Sentences],
                Odd = leftOut.Count == 0 ? source.Odd : [.. source.Odd, leftOut.Words()],
                LeftOut = leftOut,
                Choices = source.Choices,
            };
            set = set with { ContentHash = DatasetHash.Of(set, files.Skip(1)) };
            WriteWhole(files[0], JsonSerializer.SerializeToUtf8Bytes(set, LabJson.Options));
            budget.Check();
            Directory.Move(_unfinished, _target);
            return set;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"The set could not be written into {Path.GetDirectoryName(_target)}: {error.Message}", error);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_unfinished))
            Directory.Delete(_unfinished, recursive: true);
        File.Delete(ImportedSet.LockOf(_unfinished));
        _lock.Dispose();
    }

    /// <summary>What could not be read.</summary>
    public static LeftOutExamples LeftOut(IReadOnlyList<string> reasons, int count) =>
        new(reasons.Count, count, [.. reasons.Take(LeftOutExamples.MostReasons)]);

    /// <summary>Each example at its place in one file, since those that cannot be read are known only in the end.</summary>
    private static (bool[] IsLeftOut, IReadOnlyList<string> Reasons) ReadAll(ExampleSource source, string spool, ImportBudget budget)
    {
        var isLeftOut = new bool[source.Count];
        var reasons = new SortedList<int, string>();
        var size = source.ExampleBytes;
        if ((double)size * source.Count > budget.Limits.SetBytes)
            throw new DatasetException(
                Sentence.Of(
                    $"The set would have {(double)size * source.Count:N0} bytes, more than {budget.Limits.SetBytes:N0}: "
                        + $"choose a smaller side, or fewer columns."
                )
            );
        CheckRoom(spool, (long)size * source.Count);
        using var handle = File.OpenHandle(
            spool,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            FileOptions.None,
            (long)size * source.Count
        );
        // So many at once that a write has some hundred kilobytes.
        var some = Math.Clamp(262_144 / size, 1, 4_096);
        var done = 0;
        var doing = source.Kind == DatasetKind.Images ? "reading images" : "writing rows";
        ParallelImport.For(
            (source.Count + some - 1) / some,
            part =>
            {
                var first = part * some;
                var count = Math.Min(some, source.Count - first);
                var bytes = new byte[count * size];
                for (var i = 0; i < count; i++)
                {
                    try
                    {
                        source.Fill(first + i, bytes.AsSpan(i * size, size));
                    }
                    catch (DatasetException error)
                    {
                        isLeftOut[first + i] = true;
                        lock (reasons)
                            reasons.Add(first + i, error.Message);
                    }
                    budget.Step(doing, Interlocked.Increment(ref done), source.Count);
                }
                RandomAccess.Write(handle, bytes, (long)first * size);
            },
            budget.Cancel
        );
        return reasons.Count == source.Count
            ? throw new DatasetException($"None of the {Sentence.Of($"{source.Count:N0}")} examples can be read: {reasons.Values[0]}")
            : (isLeftOut, [.. reasons.Values]);
    }

    private void Order(ExampleSource source, string spool, int[] indices, string examples, string labels, string split, ImportBudget budget)
    {
        var size = source.ExampleBytes;
        using (var from = File.OpenHandle(spool))
        using (var to = new FileStream(examples, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
        {
            var example = new byte[size];
            for (var i = 0; i < indices.Length; i++)
            {
                ReadExactly(from, example, (long)indices[i] * size);
                to.Write(example);
                if (i % 1_000 == 0)
                    budget.Step("writing the set", i, indices.Length);
            }
            to.Flush(flushToDisk: true);
        }
        WriteWhole(labels, [.. indices.Select(i => source.Labels[i])]);
        using var file = new FileStream(ImportedSet.NamesFile(_unfinished, split), FileMode.CreateNew);
        using var names = new StreamWriter(file);
        foreach (var i in indices)
            names.Write($"{JsonSerializer.Serialize(source.NameOf(i), LabJson.Options)}\n");
        names.Flush();
        file.Flush(flushToDisk: true);
        if (indices.Any(i => source.TraitsOf(i) is not null))
            WriteWhole(ImportedSet.TraitsFile(_unfinished, split), ImageTraits.Write(indices.Select(source.TraitsOf)));
    }

    /// <summary>A set stands twice on the disk while it is put into its order.</summary>
    private static void CheckRoom(string spool, long bytes)
    {
        if (bytes <= LargeSet)
            return;
        var folder = Path.GetDirectoryName(spool)!;
        var free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        if (free < (2 * bytes) + LeftFree)
            throw new DatasetException(
                Sentence.Of(
                    $"The set would have {bytes:N0} bytes and stands twice on the disk while it is written, of which {free:N0} are free "
                        + $"and {LeftFree:N0} are kept: choose a smaller side, or free some room."
                )
            );
    }

    private static void ReadExactly(SafeFileHandle from, Span<byte> bytes, long at)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(from, bytes, at);
            if (read == 0)
                throw new EndOfStreamException("the spool ended early");
            at += read;
            bytes = bytes[read..];
        }
    }

    private static void WriteWhole(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}

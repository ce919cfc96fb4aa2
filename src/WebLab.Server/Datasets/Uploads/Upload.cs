using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets.Uploads;

/// <summary>What is fixed about an upload; it lies beside its files.</summary>
internal sealed record UploadRecord
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<UploadFile> Files { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>
/// Files on their way here. Their bytes come as one stream, file after file, and go straight into the files, so that fifty thousand small
/// ones need few requests and no second copy. How far it has come is what lies on the disk, also after a kill.
/// </summary>
internal sealed class Upload : IDisposable
{
    private const string RecordFile = "upload.json";
    private const int BufferLength = 128 * 1024,
        FewFiles = 50;

    private static readonly string[] ArchiveEnds = [".zip", ".tar", ".tar.gz", ".tgz"];

    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _folder;

    /// <summary>The file that is being filled, and how much of it is there.</summary>
    private int _file;
    private long _inFile;
    private long _received;

    private Upload(string folder, UploadRecord record, DateTimeOffset touched)
    {
        (_folder, Record, Touched) = (folder, record, touched);
        Size = record.Files.Sum(file => file.Size);
    }

    public UploadRecord Record { get; }

    public long Size { get; }

    public long Received => Interlocked.Read(ref _received);

    public bool IsWhole => Received == Size;

    /// <summary>When something last came, or was done with it.</summary>
    public DateTimeOffset Touched { get; set; }

    /// <summary>What an import reads: the folder with the files; where none lies in a folder and one is alone or an archive, the files
    /// themselves, since an archive within a folder is not opened. Files beyond a few are none that belong to an archive.</summary>
    public IReadOnlyList<string> Content =>
        Record.Files.All(file => !file.Path.Contains('/', StringComparison.Ordinal))
        && (Record.Files.Count == 1 || (Record.Files.Count <= FewFiles && Record.Files.Any(file => IsArchive(file.Path))))
            ? [.. Record.Files.Select(PathOf)]
            : [FilesFolder];

    /// <summary>Where the file lies that is all of it; null where there are several.</summary>
    public string? OnlyFile => Record.Files is [var only] ? PathOf(only) : null;

    private string FilesFolder => Path.Combine(_folder, "files");

    /// <summary>Makes its folder.</summary>
    public static Upload Begin(string root, UploadRecord record)
    {
        var folder = Path.Combine(root, record.Id.ToString("N"));
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, RecordFile + ".part");
        File.WriteAllText(unfinished, JsonSerializer.Serialize(record, LabJson.Options));
        File.Move(unfinished, Path.Combine(folder, RecordFile));
        var upload = new Upload(folder, record, record.CreatedAt);
        upload.SkipEmpty();
        return upload;
    }

    /// <summary>Takes up what an earlier server had; null where the folder has none.</summary>
    public static Upload? Find(string folder)
    {
        try
        {
            var path = Path.Combine(folder, RecordFile);
            var record = JsonSerializer.Deserialize<UploadRecord>(File.ReadAllText(path), LabJson.Tolerant);
            // What came by a backup need not have been judged as it was announced.
            if (record is null || UploadPaths.Problem(new(record.Name, record.Files)) is not null)
                return null;
            var upload = new Upload(folder, record, File.GetLastWriteTimeUtc(path));
            upload.Look();
            return upload;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Appends what a request brings; what came before it broke stays.</summary>
    /// <param name="offset">How many bytes came before.</param>
    /// <param name="body">The bytes.</param>
    /// <param name="length">How many the request says that they are; null where it does not. One that says too many brings none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Breaks it.</param>
    /// <returns>Whether it began where the upload stands, and did not go beyond its end.</returns>
    /// <exception cref="DiskFullException">There is no room for it.</exception>
    public async Task<bool> Append(long offset, Stream body, long? length, TimeProvider time, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (offset != Received || length > Size - Received || !Directory.Exists(_folder))
                return false;
            var buffer = new byte[BufferLength];
            FileStream? file = null;
            try
            {
                while (await body.ReadAsync(buffer, stop) is > 0 and var count)
                {
                    for (var from = 0; from < count;)
                    {
                        if (IsWhole)
                            return false;
                        file ??= Open();
                        var some = (int)Math.Min(count - from, Record.Files[_file].Size - _inFile);
                        await file.WriteAsync(buffer.AsMemory(from, some), CancellationToken.None);
                        (from, _inFile) = (from + some, _inFile + some);
                        Interlocked.Add(ref _received, some);
                        if (_inFile < Record.Files[_file].Size)
                            continue;
                        await file.DisposeAsync();
                        (file, _file, _inFile) = (null, _file + 1, 0);
                        SkipEmpty();
                    }
                }
            }
            finally
            {
                if (file is not null)
                    await file.DisposeAsync();
                Touched = time.GetUtcNow();
                File.SetLastWriteTimeUtc(Path.Combine(_folder, RecordFile), Touched.UtcDateTime);
            }
            return true;
        }
        catch (IOException error) when (DiskFullException.Is(error))
        {
            Look();
            throw new DiskFullException("The disk that holds the store is full; what came is kept. Free some room on it and go on.", error);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes its files away.</summary>
    public async Task Delete()
    {
        await _turn.WaitAsync();
        try
        {
            // Its record first: what has none is swept away at the next start, should this be cut short.
            File.Delete(Path.Combine(_folder, RecordFile));
            Directory.Delete(_folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody was faster.
        }
        finally
        {
            _turn.Release();
        }
    }

    public UploadInfo Info(TimeSpan keptFor) =>
        new()
        {
            Id = Record.Id,
            Name = Record.Name,
            Files = Record.Files.Count,
            Size = Size,
            Received = Received,
            CreatedAt = Record.CreatedAt,
            KeptUntil = Touched + keptFor,
        };

    public void Dispose() => _turn.Dispose();

    private static bool IsArchive(string name) =>
        Array.Exists(ArchiveEnds, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private string PathOf(UploadFile file) => Path.Combine([FilesFolder, .. file.Path.Split('/')]);

    private FileStream Open()
    {
        var path = PathOf(Record.Files[_file]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        file.SetLength(_inFile);
        file.Position = _inFile;
        return file;
    }

    private void SkipEmpty()
    {
        while (_file < Record.Files.Count && Record.Files[_file].Size == 0)
        {
            Open().Dispose();
            _file++;
        }
    }

    /// <summary>Whole files up to the first that is not, and what there is of that one.</summary>
    private void Look()
    {
        (_file, _inFile, var received) = (0, 0L, 0L);
        for (; _file < Record.Files.Count; _file++)
        {
            var file = Record.Files[_file];
            var length = new FileInfo(PathOf(file)) is { Exists: true } found ? found.Length : -1;
            if (length != file.Size)
            {
                _inFile = Math.Clamp(length, 0, file.Size);
                break;
            }
            received += file.Size;
        }
        Interlocked.Exchange(ref _received, received + _inFile);
        if (_inFile == 0)
            SkipEmpty();
    }
}

using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Server.Storage;

/// <summary>The folder that holds all that the lab remembers. One server at a time owns it, by a lock that the system frees when the
/// process dies.</summary>
public sealed class StoreFolder : IDisposable
{
    /// <summary>The file that a server holds; every folder that has been a store has it.</summary>
    public const string LockFile = "server.lock";

    public const string DatabaseFile = "weblab.db";

    /// <summary>What is given up for the writes that must get through on a full disk.</summary>
    public const string ReserveFile = "reserve";

    /// <summary>Where a server hears commands.</summary>
    public const string ControlSocket = "control.sock";

    /// <summary>How clusters are reached.</summary>
    public const string ClusterFile = "cluster.json";

    private const string Copied = "backup.tmp",
        ArchiveNamed = "backup.archive";

    private static readonly string[] Folders =
    [
        "logs",
        "checkpoints",
        "examples",
        "analyses",
        "extensions",
        "orders",
        "clusters",
        "datasets",
        "labels",
        "uploads",
        "imports",
        "catalogue",
        "keys",
        "cache",
        "backups",
        .. Names<NumberFileKind>.All,
    ];

    private readonly FileStream _lock;

    public StoreFolder(string root)
    {
        Root = Path.GetFullPath(root);
        try
        {
            Directory.CreateDirectory(Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The store folder {Root} cannot be made: {error.Message}", error);
        }
        try
        {
            PrivateFiles.Close(Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The store folder {Root} is open to other users of this machine and cannot be closed to them "
                    + $"({error.Message.TrimEnd('.')}); "
                    + "its owner must do so (chmod -R go= on the folder), or choose another folder with --store.",
                error
            );
        }
        OddFiles.Refuse(Root);
        try
        {
            _lock = new(Path.Combine(Root, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new StartupException(
                $"Another WebLab server is using the store {Root}; stop it, or choose another folder with --store.",
                error
            );
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StartupException($"The store folder {Root} cannot be written to.", error);
        }
        if (PendingRestore.Is(Root))
            FinishRestore();
        ClearBackup();
    }

    /// <summary>The copy of the database that a backup packs, and the path of the archive that is being written; both go with the backup,
    /// or with the next opening after one that was killed.</summary>
    public (string Copy, string Archive) BackupFiles => (Path.Combine(Root, Copied), Path.Combine(Root, ArchiveNamed));

    /// <summary>What an archive is called until it is whole.</summary>
    public static string UnfinishedArchive(string to) => to + ".part";

    /// <summary>What this opening has done about a restore that was cut short, a sentence; null for nothing.</summary>
    public string? FinishedRestore { get; private set; }

    // Nobody else has the store open: what lies there is left of a backup that was killed.
    private void ClearBackup()
    {
        var (copy, archive) = BackupFiles;
        try
        {
            File.Delete(copy);
            if (!File.Exists(archive))
                return;
            var part = File.ReadAllText(archive);
            if (Path.IsPathFullyQualified(part) && part.EndsWith(UnfinishedArchive(""), StringComparison.Ordinal))
                File.Delete(part);
            File.Delete(archive);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It takes room and does no harm: the next opening tries again.
        }
    }

    /// <summary>Whether a file of that name lies in every store.</summary>
    public static bool IsFile(string name) =>
        new[]
        {
            LockFile,
            DatabaseFile,
            Storage.DatabaseFile.LogOf(DatabaseFile),
            StoreSeal.PathOf(DatabaseFile),
            ReserveFile,
            ControlSocket,
        }.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the lab makes a file or a folder of that name.</summary>
    public static bool IsOwn(string name) =>
        IsFile(name) || name is ClusterFile or Copied or ArchiveNamed || Folders.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the folder is or was a lab's store.</summary>
    public static bool IsStore(string folder) =>
        File.Exists(Path.Combine(folder, LockFile)) || File.Exists(Path.Combine(folder, DatabaseFile));

    public string Root { get; }

    public string Database => Path.Combine(Root, DatabaseFile);

    /// <summary>What a run's worker wrote to its error stream.</summary>
    public string WorkerLog(Guid runId) => Path.Combine(Made("logs"), $"{runId:N}.log");

    /// <summary>Everything that is named by a run, in whichever folder it lies.</summary>
    public IEnumerable<FileInfo> FilesOf(Guid runId) =>
        new DirectoryInfo(Root).EnumerateDirectories().SelectMany(folder => folder.EnumerateFiles($"{runId:N}*"));

    /// <summary>Where the workers write checkpoints.</summary>
    public string Checkpoints => Made("checkpoints");

    public void DeleteFilesOf(IEnumerable<Guid> runIds)
    {
        foreach (var file in runIds.SelectMany(FilesOf))
        {
            try
            {
                file.Delete();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another program holds it open. The run is gone all the same, and its id never comes again.
            }
        }
    }

    /// <summary>Where the workers record training examples.</summary>
    public string Examples => Made("examples");

    /// <summary>Where the workers keep what analyses find.</summary>
    public string Analyses => Made("analyses");

    /// <summary>The lab's own assemblies, put there by whoever owns the machine and loaded by workers only.</summary>
    public string Extensions => ExtensionsOf(Root);

    /// <summary>The same of a store that is not opened.</summary>
    public static string ExtensionsOf(string root) => Path.Combine(root, "extensions");

    /// <summary>Where the workers find their orders; nobody else may read them.</summary>
    public string Orders => Made("orders");

    /// <summary>What clusters were given, and have not ended.</summary>
    public string Clusters => Made("clusters");

    public string Downloads => Made("datasets");

    public string Labels => Made("labels");

    /// <summary>Files of numbers that label audits read: of probabilities, or of embeddings.</summary>
    public string NumberFiles(string noun) => Made(noun);

    /// <summary>Files on their way here; nothing in it outlives a day.</summary>
    public string Uploads => Made("uploads");

    /// <summary>Where imports work; what lies here when a server starts was cut short.</summary>
    public string Imports => Made("imports");

    /// <summary>The lab's own data sets, an entry a file.</summary>
    public string Catalogue => Made("catalogue");

    public string Keys => Made("keys");

    /// <summary>A file that can be made again.</summary>
    public string Cached(string name) => Path.Combine(Made("cache"), name);

    public void Dispose() => _lock.Dispose();

    private void FinishRestore()
    {
        try
        {
            var aside = PendingRestore.Finish(Root, TimeProvider.System.GetUtcNow());
            FinishedRestore =
                $"A restore of the store {Root} had been cut short and is finished now"
                + (aside is null ? "." : $"; what was there before is in {aside}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _lock.Dispose();
            // Without the exception inside, which would say that another server has the store.
            throw new StartupException(
                $"A restore of the store {Root} was cut short and cannot be finished ({error.Message.TrimEnd('.')}): what was there before "
                    + $"is in its folder {PendingRestore.Replaced}..., what was restored in {PendingRestore.Ready} or "
                    + $"{PendingRestore.Moving}."
            );
        }
    }

    private string Made(string name)
    {
        if (!IsOwn(name))
            throw new ArgumentOutOfRangeException(nameof(name), name, "It must be among the names of the store's folders.");
        var path = Path.Combine(Root, name);
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new IOException($"{path} must be a folder, and is a file: move it out of the store.");
        }
    }
}

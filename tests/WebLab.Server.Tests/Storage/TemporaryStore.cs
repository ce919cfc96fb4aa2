using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Server.Curves;
using WebLab.Server.Storage;

namespace WebLab.Server.Tests.Storage;

/// <summary>A real database file in a folder that is gone after the test; it can be closed and opened again.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-store-");
    private StoreFolder _store = null!;

    public TemporaryStore() => Open();

    public LabDatabase Database { get; private set; } = null!;

    public CurveStore Curves { get; private set; } = null!;

    public StoreFolder Folder => _store;

    /// <summary>Of the file and its log.</summary>
    public long Size =>
        new[] { _store.Database, DatabaseFile.LogOf(_store.Database) }
            .Select(path => new FileInfo(path))
            .Sum(file => file.Exists ? file.Length : 0);

    public void Reopen()
    {
        Close();
        Open();
    }

    public void Dispose()
    {
        Close();
        _folder.Delete(recursive: true);
    }

    public void Open()
    {
        _store = new(_folder.FullName);
        Database = new(_store, NullLogger<LabDatabase>.Instance);
        Curves = new(Database);
    }

    /// <summary>Leaves the store to a server until it is opened again.</summary>
    public void Close()
    {
        Database.Dispose();
        _store.Dispose();
    }
}

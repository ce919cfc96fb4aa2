using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Server.Curves;
using WebLab.Server.Experiments;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Bench.Store;

/// <summary>The server's own stores over a folder, without the server.</summary>
internal sealed class LabStores : IDisposable
{
    private readonly StoreFolder _folder;

    public LabStores(string folder)
    {
        _folder = new(folder);
        Database = new(_folder, NullLogger<LabDatabase>.Instance);
        Runs = new(Database);
        Curves = new(Database);
        Experiments = new(Database, Runs, Curves, _folder);
    }

    public StoreFolder Folder => _folder;

    public string File => _folder.Database;

    public LabDatabase Database { get; }

    public RunStore Runs { get; }

    public CurveStore Curves { get; }

    public ExperimentStore Experiments { get; }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}

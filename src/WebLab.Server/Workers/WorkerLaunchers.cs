using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Workers;
using WebLab.Server.Devices;
using WebLab.Server.Runs;
using WebLab.Server.Storage;

namespace WebLab.Server.Workers;

/// <summary>The places where workers run, and the orders that lie in the store for their workers.</summary>
public sealed class WorkerLaunchers(IEnumerable<IWorkerLauncher> launchers, StoreFolder store)
{
    private readonly Dictionary<string, IWorkerLauncher> _launchers = ByName(launchers);

    public IWorkerLauncher? Find(string name) => _launchers.GetValueOrDefault(name);

    public IWorkerLauncher Of(Device device) => _launchers[device.Launcher];

    /// <summary>The worker of a record; null when it is gone, or the lab has its launcher no more.</summary>
    public IWorker? Find(WorkerRecord record) => _launchers.GetValueOrDefault(record.Launcher)?.Find(record.Handle);

    /// <summary>Gives a worker its order. Its token stands in a file that only this user may read, and on no command line.</summary>
    public async Task Begin(IWorker worker, WorkerOrder order)
    {
        var path = OrderFile(order.RunId, WorkerToken.Hash(order.Token));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(path, options))
            await JsonSerializer.SerializeAsync(file, order, LabJson.Options);
        await worker.Begin(path, store.WorkerLog(order.RunId));
    }

    /// <summary>A worker has ended: its order is void. By now its run may have been resumed, and another worker may have an order for
    /// it.</summary>
    public void Forget(WorkerRecord record) => File.Delete(OrderFile(record.RunId, record.TokenHash));

    /// <summary>All of them, whichever of them cannot.</summary>
    public Task Stop() => Task.WhenAll(_launchers.Values.Select(async launcher => await launcher.Stop()));

    // A device names its launcher, and so does a stored worker.
    private static Dictionary<string, IWorkerLauncher> ByName(IEnumerable<IWorkerLauncher> launchers)
    {
        var known = new Dictionary<string, IWorkerLauncher>();
        foreach (var launcher in launchers)
        {
            var (name, type) = (launcher.Name, launcher.GetType().Name);
            if (!known.TryAdd(name, launcher))
                throw new StartupException(
                    $"The launcher name {name} is given to {known[name].GetType().Name} and to {type}; "
                        + "each launcher needs a name of its own."
                );
        }
        return known;
    }

    private string OrderFile(Guid runId, byte[] tokenHash) =>
        Path.Combine(store.Orders, $"{runId:N}-{Convert.ToHexStringLower(tokenHash.AsSpan(0, 8))}.json");
}

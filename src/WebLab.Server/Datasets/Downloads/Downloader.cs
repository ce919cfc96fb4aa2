using LiteDB;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets.Downloads;

/// <summary>The downloads under way, at most one a data set. One that the server's end interrupts goes on when the server is
/// back.</summary>
public sealed class Downloader : IHostedService, IDisposable
{
    private const string Unfinished = "dataset_downloads",
        Owner = "owner";
    private const int MaxRedirects = 3;

    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Ended)> _running = [];
    private readonly Lock _gate = new();
    private readonly HttpClient _http = CreateClient();
    private readonly DatasetLibrary _library;
    private readonly LabDatabase _database;
    private readonly StoreFolder _store;
    private readonly DatasetOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Downloader> _logger;
    private bool _isStopping;

    public Downloader(
        DatasetLibrary library,
        LabDatabase database,
        StoreFolder store,
        IOptions<DatasetOptions> options,
        TimeProvider time,
        ILogger<Downloader> logger
    ) => (_library, _database, _store, _options, _time, _logger) = (library, database, store, options.Value, time, logger);

    /// <summary>Starts a download, unless it runs already.</summary>
    public async Task<DatasetInfo> Start(string name, Guid ownerId)
    {
        await _database.Write(tx =>
        {
            var unfinished = tx.Collection(Unfinished);
            // Whoever was first has begun it.
            if (unfinished.FindById(name) is null)
                unfinished.Insert(new BsonDocument { ["_id"] = name, [Owner] = ownerId });
        });
        lock (_gate)
        {
            if (!_isStopping && !_running.ContainsKey(name))
            {
                var download = new DatasetDownload(new(_http, _options, _time), Publication.Of(name, _options), _store.Downloads, _time);
                _library.Report(name, download.Standing());
                var stop = new CancellationTokenSource();
                _running[name] = (stop, Task.Run(() => Run(name, download, stop.Token)));
            }
        }
        return _library.Info(name);
    }

    /// <summary>Who has begun the download that is under way; empty for nobody that is known.</summary>
    public Guid OwnerOf(string name) => OwnerOf(_database.Read(Unfinished).Find(new BsonValue(name)));

    /// <summary>Ends a download and waits for its end; what came is kept for the next.</summary>
    /// <returns>Whether one was under way.</returns>
    public async Task<bool> Cancel(string name)
    {
        if (Find(name) is not { } running)
            return false;
        await running.Stop.CancelAsync();
        await running.Ended;
        return true;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var document in _database.Read(Unfinished).All())
        {
            if (
                DatasetFacts.Find(document["_id"].AsString)?.Name is { } name
                && _library.Info(name) is { CanDownload: true, State: DatasetState.Absent }
            )
                await Start(name, OwnerOf(document));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            _isStopping = true;
        foreach (var name in DatasetFacts.Names)
            await Cancel(name);
    }

    private static Guid OwnerOf(BsonDocument? unfinished) => unfinished?[Owner] is { IsGuid: true } owner ? owner.AsGuid : Guid.Empty;

    internal static HttpClient CreateClient()
    {
        var http = new HttpClient(
            new SocketsHttpHandler { MaxAutomaticRedirections = MaxRedirects, ConnectTimeout = TimeSpan.FromSeconds(15) }
        );
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.UserAgent.ParseAdd("WebLab");
        return http;
    }

    public void Dispose() => _http.Dispose();

    private (CancellationTokenSource Stop, Task Ended)? Find(string name)
    {
        lock (_gate)
            return _running.TryGetValue(name, out var running) ? running : null;
    }

    private async Task Run(string name, DatasetDownload download, CancellationToken stop)
    {
        string? sentence = null;
        try
        {
            await download.Run(progress => _library.Report(name, progress), stop);
        }
        catch (OperationCanceledException)
        {
            sentence = Sentence.Of(
                $"The download was cancelled. The {download.Standing().BytesDone / 1e6:N1} MB that came are kept; downloading again goes "
                    + $"on from there."
            );
        }
        catch (DownloadException error)
        {
            sentence = error.Message;
        }
        catch (Exception error)
        {
            _logger.LogError(error, "The download of {Dataset} failed.", name);
            sentence = "The download failed by a fault of the server; its log tells more.";
        }
        try
        {
            // A full disk may be why it ended, and whoever cancels it waits for this.
            if (!_isStopping)
                await _database.WriteFromReserve(tx => tx.Collection(Unfinished).Delete(name));
        }
        catch (Exception error)
        {
            _logger.LogError(error, "The end of the download of {Dataset} is not written down; the next start goes on with it.", name);
        }
        finally
        {
            lock (_gate)
                _running.Remove(name);
        }
        Tell(name, sentence);
    }

    private void Tell(string name, string? sentence)
    {
        try
        {
            _library.EndDownload(name, sentence);
        }
        catch (Exception error)
        {
            _logger.LogError(error, "The end of the download of {Dataset} could not be told.", name);
        }
    }
}

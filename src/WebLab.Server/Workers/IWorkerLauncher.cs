using WebLab.Server.Devices;

namespace WebLab.Server.Workers;

/// <summary>A place where workers run: this machine, or a cluster.</summary>
public interface IWorkerLauncher
{
    /// <summary>Stored with each of its workers, so that it never changes.</summary>
    string Name { get; }

    /// <summary>What it has to train on; each names this launcher.</summary>
    IReadOnlyList<Device> Devices { get; }

    /// <summary>What keeps it from doing what it should, a sentence; null for nothing.</summary>
    string? Fault => null;

    /// <summary>Sees to it that a worker is soon at hand.</summary>
    void Warm(Device device);

    /// <summary>A worker for a device. Nothing is trained yet, but it is known from here on by its handle.</summary>
    IWorker Take(Device device);

    /// <summary>The worker that an earlier server had started; null when it is gone.</summary>
    IWorker? Find(string handle);

    /// <summary>Ends what it holds ready.</summary>
    Task Stop();
}

/// <summary>A worker, from before its order to its end.</summary>
public interface IWorker : IAsyncDisposable
{
    /// <summary>What its launcher finds it by after a restart of the server.</summary>
    string Handle { get; }

    /// <summary>Its resident memory in bytes; null where that is not known.</summary>
    long? MemoryBytes { get; }

    /// <summary>Completes when it has ended, with the sentence for a run that it left without a word.</summary>
    Task<string> Ended { get; }

    /// <summary>Whether it goes on when the server stops, and is found again by the next one.</summary>
    bool OutlivesServer => false;

    /// <summary>Whether it has its order and no machine yet.</summary>
    bool IsWaiting => false;

    /// <summary>It has called.</summary>
    void Arrived() { }

    /// <summary>A connection of its was opened, or has gone. A new one may come before the old one goes.</summary>
    void Connected(bool isOpen) { }

    /// <summary>Once it has ended without a word: whether the reason lies outside of its run, which may then go on.</summary>
    bool MayGoOn => false;

    /// <summary>Brings its log file up to date, where that does not happen by itself.</summary>
    Task FreshenLog() => Task.CompletedTask;

    /// <summary>Gives it its run.</summary>
    /// <param name="orderFile">A file that only this user may read, with the worker's order in JSON. It stays until the worker has
    /// ended.</param>
    /// <param name="logFile">Where what it writes to its error stream goes.</param>
    Task Begin(string orderFile, string logFile);

    /// <summary>Asks it to end, and kills it when it does not.</summary>
    Task Stop(TimeSpan patience);

    /// <summary>Lets it end by itself, and kills it when it does not.</summary>
    Task ExitWithin(TimeSpan patience);
}

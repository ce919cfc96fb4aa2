namespace WebLab.Server.Devices;

/// <summary>Something that workers train on.</summary>
/// <param name="Id">For example <c>cpu-0</c>.</param>
/// <param name="Name">Its name on the screen.</param>
/// <param name="Torch">Its name for torch, for example <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Threads">Threads that a worker computes with.</param>
/// <param name="MemoryBytes">Bytes for runs: a GPU's own, or the machine's, which the parts of its processor share; null when it is not
/// told.</param>
/// <param name="MaxRuns">How many runs may share it, as far as its memory goes; 1 for one at a time.</param>
public sealed record Device(string Id, string Name, string Torch, int Threads, long? MemoryBytes = null, int MaxRuns = 1)
{
    /// <summary>The launcher of this machine.</summary>
    public const string Local = "local";

    /// <summary>Variables that its workers' environment must have, so that <see cref="Torch"/> is this device.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where its workers are started.</summary>
    public string Launcher { get; init; } = Local;

    /// <summary>Whether it is a whole processor, whose threads its runs divide among them: a run's device is then this one with the threads
    /// that the run has.</summary>
    public bool IsDivided { get; init; }

    public bool IsHere => Launcher == Local;

    public bool IsGpu => Torch.StartsWith("cuda", StringComparison.Ordinal);
}

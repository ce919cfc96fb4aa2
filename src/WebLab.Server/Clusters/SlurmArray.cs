namespace WebLab.Server.Clusters;

/// <summary>Jobs that were handed to Slurm together, as one array. It is kept in the store until the last of them has ended, so that a
/// server that is started again finds them.</summary>
internal sealed record SlurmArray
{
    /// <summary>Names the job, the folder and the file.</summary>
    public required string Key { get; init; }

    /// <summary>The folder on the cluster: a folder a task, by its number.</summary>
    public required string Folder { get; init; }

    /// <summary>Slurm's number; null until Slurm has said that it has the array.</summary>
    public long? JobId { get; init; }

    /// <summary>The tasks by their numbers.</summary>
    public required IReadOnlyDictionary<int, SlurmTask> Tasks { get; init; }

    public string JobName => NameOf(Key);

    public static string NameOf(string key) => $"weblab-{key}";
}

/// <summary>One of an array's tasks.</summary>
/// <param name="RunId">Its run.</param>
/// <param name="LogStart">Where in the run's log its own begins: a run that was resumed has what was before.</param>
internal sealed record SlurmTask(Guid RunId, long LogStart);

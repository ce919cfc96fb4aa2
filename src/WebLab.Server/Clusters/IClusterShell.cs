namespace WebLab.Server.Clusters;

/// <summary>The machine that a cluster's commands run on. No shell ever reads an argument.</summary>
internal interface IClusterShell : IAsyncDisposable
{
    /// <summary>Runs a program to its end. What it reads is sent as one stream, of which no piece waits for an answer and which no disk
    /// keeps.</summary>
    /// <exception cref="ClusterException">It is not there, or does not answer.</exception>
    Task<CommandAnswer> Run(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan patience,
        CancellationToken stop,
        Func<Stream, Task>? input = null
    );

    /// <summary>Writes a file that only its user may read.</summary>
    /// <exception cref="ClusterException">It cannot be written.</exception>
    Task Write(string path, Func<Stream, Task> content, CancellationToken stop);

    /// <summary>Reads a file from a place on.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="ClusterException">It cannot be read.</exception>
    Task<byte[]?> Read(string path, long from, CancellationToken stop);
}

/// <summary>What a command has said.</summary>
internal sealed record CommandAnswer(int ExitCode, string Output, string Complaint)
{
    /// <summary>The last line of its complaint, without the program's name before it.</summary>
    public string Sentence()
    {
        var line = Complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "";
        return line.Length == 0 ? $"exit code {ExitCode}" : line.TrimEnd('.');
    }
}

/// <summary>The cluster does not do what is asked of it; the message is a sentence for a person.</summary>
internal sealed class ClusterException(string sentence, ClusterTrouble trouble = ClusterTrouble.Passing, Exception? inner = null)
    : Exception(sentence, inner)
{
    public ClusterTrouble Trouble => trouble;
}

internal enum ClusterTrouble
{
    /// <summary>It may answer later.</summary>
    Passing,

    /// <summary>It takes no more from this user for now.</summary>
    Limit,

    /// <summary>It never takes what was asked.</summary>
    Refused,
}

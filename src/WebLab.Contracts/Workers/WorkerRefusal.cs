namespace WebLab.Contracts.Workers;

/// <summary>How the worker hub says no. SignalR wraps the text in a sentence of its own, so that the mark tells a refusal from a fault,
/// after
/// which the worker asks again.</summary>
public static class WorkerRefusal
{
    /// <summary>The refusal of a run that takes nothing more.</summary>
    public const string RunEnded = "The run has ended.";

    private const string Mark = "refused: ";

    /// <summary>What the hub throws.</summary>
    /// <param name="sentence">Why.</param>
    public static string Write(string sentence) => Mark + sentence;

    /// <summary>Reads what reached the worker.</summary>
    /// <param name="message">The exception's message.</param>
    /// <returns>The sentence; null when it is no refusal.</returns>
    public static string? Read(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.IndexOf(Mark, StringComparison.Ordinal) is var at and >= 0 ? message[(at + Mark.Length)..] : null;
    }
}

namespace WebLab.Training.Checkpoints;

/// <summary>A checkpoint cannot be used.</summary>
/// <param name="message">One sentence that says which and why.</param>
/// <param name="inner">What was found, where there is more to say.</param>
public sealed class CheckpointException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A training has more to remember than a checkpoint holds; it goes on without one.</summary>
/// <param name="message">One sentence.</param>
internal sealed class StateTooLargeException(string message) : Exception(message);

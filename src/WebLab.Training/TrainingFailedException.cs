namespace WebLab.Training;

/// <summary>A training cannot go on.</summary>
/// <param name="message">One sentence that a person understands, with epoch and step.</param>
public sealed class TrainingFailedException(string message) : Exception(message);

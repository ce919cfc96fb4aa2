namespace WebLab.Training;

/// <summary>A training cannot go on.</summary>
/// <param name="message">One sentence that a person understands, with epoch and step.</param>
public class TrainingFailedException(string message) : Exception(message);

/// <summary>The training loss became NaN or infinite.</summary>
/// <param name="message">One sentence that a person understands, with epoch and step.</param>
public sealed class TrainingDivergedException(string message) : TrainingFailedException(message);

namespace WebLab.Training.Worker;

/// <summary>The server has not answered for so long that it is taken for gone.</summary>
/// <param name="message">One sentence.</param>
/// <param name="last">Why the last try failed.</param>
internal sealed class ServerGoneException(string message, Exception last) : Exception(message, last);

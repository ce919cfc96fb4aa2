namespace WebLab.Training.Worker;

/// <summary>The server has answered that it does not take what it was told. It would answer so again.</summary>
/// <param name="sentence">Its sentence.</param>
internal sealed class ServerRefusedException(string sentence) : Exception(sentence);

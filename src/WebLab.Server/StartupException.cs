namespace WebLab.Server;

/// <summary>The server cannot start; the message is the one sentence that the person at the terminal reads.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);

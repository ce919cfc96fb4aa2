namespace WebLab.Training.Commands;

/// <summary>The command line asks for something that cannot be: exit code 2.</summary>
/// <param name="message">One sentence that names the option, its value and what is allowed.</param>
internal sealed class UsageException(string message) : Exception(message);

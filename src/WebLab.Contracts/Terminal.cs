namespace WebLab.Contracts;

/// <summary>What a program says where it may be that nobody can be told: an output that was closed (<c>&gt;&amp;-</c>), or that goes to a
/// full disk.</summary>
public static class Terminal
{
    /// <summary>Prints a line, if it can.</summary>
    /// <returns>Whether it was printed.</returns>
    public static bool TryPrint(string line) => TryWrite(Console.Out, line);

    /// <summary>Prints a line on the error stream, if it can.</summary>
    /// <returns>Whether it was printed.</returns>
    public static bool TryComplain(string line) => TryWrite(Console.Error, line);

    /// <summary>Whether a failure may be that of printing: those of files read alike.</summary>
    public static bool IsOfFile(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>A failure in one line.</summary>
    public static string FirstLine(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        // Of a stream that was closed before the program began .NET says that access is denied.
        var told = error is UnauthorizedAccessException { InnerException: IOException inner } ? inner : error;
        return told.Message.Split('\n')[0].TrimEnd();
    }

    private static bool TryWrite(TextWriter output, string line)
    {
        try
        {
            output.WriteLine(line);
            return true;
        }
        catch (Exception error) when (IsOfFile(error))
        {
            return false;
        }
    }
}

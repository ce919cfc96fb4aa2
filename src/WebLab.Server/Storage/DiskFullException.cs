namespace WebLab.Server.Storage;

/// <summary>The disk took no more. Nothing of what was to be written is there.</summary>
public sealed class DiskFullException(string message, Exception? inner = null) : Exception(message, inner)
{
    // ENOSPC and EDQUOT of Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether the file system said that it is full.</summary>
    public static bool Is(Exception? error) => error is not null && (Full.Contains(error.HResult) || Is(error.InnerException));

    public static DiskFullException? Of(Exception error) =>
        Is(error) ? new("The disk that holds the store is full: nothing was written. Free some room on it and try again.", error) : null;
}

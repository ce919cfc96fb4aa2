namespace WebLab.Server.Datasets.Downloads;

/// <summary>What the file system said, as a sentence.</summary>
internal static class DiskFault
{
    // ENOSPC and EDQUOT of Linux and macOS, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    public static string Sentence(Exception error, string file, string folder) => Full.Contains(error.HResult)
        ? $"{file} does not fit: the disk that holds {folder} is full."
        : $"{file} could not be written to {folder}: {error.Message}";
}

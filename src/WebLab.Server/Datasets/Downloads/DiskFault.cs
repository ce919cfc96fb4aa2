using WebLab.Server.Storage;

namespace WebLab.Server.Datasets.Downloads;

/// <summary>What the file system said, as a sentence.</summary>
internal static class DiskFault
{
    public static string Sentence(Exception error, string file, string folder) =>
        DiskFullException.Is(error)
            ? $"{file} does not fit: the disk that holds {folder} is full."
            : $"{file} could not be written to {folder}: {error.Message}";
}

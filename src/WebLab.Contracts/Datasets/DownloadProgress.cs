namespace WebLab.Contracts.Datasets;

/// <summary>How far a download has come.</summary>
/// <param name="BytesDone">Bytes on disk.</param>
/// <param name="BytesTotal">Bytes in all.</param>
/// <param name="BytesPerSecond">The rate of the last seconds.</param>
/// <param name="SecondsLeft">Expected seconds to the end, or null.</param>
public sealed record DownloadProgress(long BytesDone, long BytesTotal, double BytesPerSecond, double? SecondsLeft);

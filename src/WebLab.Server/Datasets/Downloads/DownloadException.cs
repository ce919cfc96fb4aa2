namespace WebLab.Server.Datasets.Downloads;

/// <summary>A download cannot go on; the message is one sentence for a person.</summary>
internal sealed class DownloadException(string message, Exception? cause = null) : Exception(message, cause);

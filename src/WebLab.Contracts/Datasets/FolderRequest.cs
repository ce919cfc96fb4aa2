namespace WebLab.Contracts.Datasets;

/// <summary>Points a data set at a folder of the server's machine.</summary>
/// <param name="Folder">An absolute path that holds the publisher's files, or their parent folder.</param>
public sealed record FolderRequest(string Folder);

using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;

namespace WebLab.Server.Datasets.Downloads;

/// <summary>What is fetched of a data set, and from where.</summary>
/// <param name="Address">The folder of the publisher's site, ending in a slash.</param>
/// <param name="Files">The files to fetch, with the sizes and checksums they must have.</param>
/// <param name="Unpacked">The files that an archive among them must hold; none where the fetched files are the data set.</param>
/// <param name="Folder">The name of the folder that they end up in.</param>
internal sealed record Publication(Uri Address, IReadOnlyList<DatasetFile> Files, IReadOnlyList<DatasetFile> Unpacked, string Folder)
{
    /// <summary>The bytes to fetch.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    public static Publication Of(string name, DatasetOptions options)
    {
        var address = name switch
        {
            DatasetName.Cifar10 => options.Cifar10Url,
            DatasetName.Mnist => options.MnistUrl,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a data set that can be downloaded."),
        };
        return new(address, DatasetFiles.Published(name), DatasetFiles.Unpacked(name), DatasetFiles.FolderName(name));
    }
}

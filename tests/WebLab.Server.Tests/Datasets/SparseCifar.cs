using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;

namespace WebLab.Server.Tests.Datasets;

/// <summary>A folder in the format of CIFAR-10, which says that it stands in for it, whose images are black and whose labels are all 0; its
/// files take no room on the disk.</summary>
internal sealed class SparseCifar : IDisposable
{
    private const int FileBytes = 30_730_000;
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("weblab-cifar-");

    public SparseCifar()
    {
        Directory.CreateDirectory(Folder);
        foreach (var name in Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin").Append("test_batch.bin"))
        {
            using var file = File.Create(Path.Combine(Folder, name));
            file.SetLength(FileBytes);
        }
        File.WriteAllText(Path.Combine(Folder, DatasetFiles.StandIn), DatasetName.Cifar10);
    }

    public string Parent => _parent.FullName;

    public string Folder => Path.Combine(Parent, "cifar-10-batches-bin");

    public void Dispose() => _parent.Delete(recursive: true);
}

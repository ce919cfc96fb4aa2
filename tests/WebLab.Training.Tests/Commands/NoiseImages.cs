using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;

namespace WebLab.Training.Tests.Commands;

/// <summary>Files in CIFAR-10's format whose first images are noise, and which say that they stand in for it, so that a test of the paper
/// needs no data set; removed when disposed.</summary>
internal sealed class NoiseImages : IDisposable
{
    private const int RecordLength = 3_073,
        Records = 2_000;
    private const long FileLength = 10_000L * RecordLength;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-noise-");

    public NoiseImages()
    {
        var random = new Random(1);
        foreach (var name in new[] { "data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch" })
            Write(System.IO.Path.Combine(Path, $"{name}.bin"), random);
        File.WriteAllText(System.IO.Path.Combine(Path, DatasetFiles.StandIn), DatasetName.Cifar10);
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    // What lies behind the first records is a hole that takes no space on a disk.
    private static void Write(string path, Random random)
    {
        var bytes = new byte[Records * RecordLength];
        random.NextBytes(bytes);
        for (var i = 0; i < Records; i++)
            bytes[i * RecordLength] %= 10;
        using var file = File.Create(path);
        file.Write(bytes);
        file.SetLength(FileLength);
    }
}

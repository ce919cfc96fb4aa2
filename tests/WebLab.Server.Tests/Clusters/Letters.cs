using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Clusters;

/// <summary>A small data set in a folder of the server's machine, with a file of labels.</summary>
internal static class Letters
{
    public const string LabelFile = "given.u8";

    /// <summary>Writes it and lets a lab know it.</summary>
    public static async Task Add(LabServer lab, string folder, string name)
    {
        foreach (var (split, count) in new[] { ("train", 60), ("t10k", 20) })
        {
            await File.WriteAllBytesAsync(
                Path.Combine(folder, $"{split}-images-idx3-ubyte"),
                [
                    .. new byte[] { 0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 8, 0, 0, 0, 8 },
                    .. Enumerable.Range(0, count * 64).Select(i => (byte)(i * 37)),
                ]
            );
            await File.WriteAllBytesAsync(
                Path.Combine(folder, $"{split}-labels-idx1-ubyte"),
                [.. new byte[] { 0, 0, 8, 1, 0, 0, 0, (byte)count }, .. Enumerable.Range(0, count).Select(i => (byte)(i % 3))]
            );
        }
        await File.WriteAllBytesAsync(
            Path.Combine(folder, LabelFile),
            [.. Enumerable.Range(0, 60).Select(i => (byte)((i % 10 == 0 ? i + 1 : i) % 3))]
        );
        var (status, body) = await lab.Client.Post(
            ApiRoutes.Datasets,
            JsonSerializer.Serialize(new AddDatasetRequest(folder, name), LabJson.Options)
        );
        Assert.True(status == System.Net.HttpStatusCode.Created, body);
    }

    /// <summary>A second of training on it, by the labels of the file.</summary>
    public static RunSpec Spec(string name) =>
        new()
        {
            Dataset = name,
            TrainSize = 60,
            TestSize = 20,
            Epochs = 2,
            BatchSize = 10,
            Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = LabelFile },
        };
}

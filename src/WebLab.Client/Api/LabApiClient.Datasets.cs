using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Client.Api;

/// <summary>Data sets and label files.</summary>
public sealed partial class LabApiClient
{
    /// <summary>The data sets; the lab's own are then known wherever a recipe names one.</summary>
    public async Task<IReadOnlyList<DatasetInfo>> Datasets(CancellationToken stop = default)
    {
        var datasets = await Get<IReadOnlyList<DatasetInfo>>(ApiRoutes.Datasets, stop);
        foreach (var dataset in datasets)
            DatasetFacts.Add(dataset.Facts);
        return datasets;
    }

    public async Task<DatasetInfo> AddDataset(AddDatasetRequest request)
    {
        var added = await Send<DatasetInfo>(HttpMethod.Post, ApiRoutes.Datasets, request);
        DatasetFacts.Add(added.Facts);
        return added;
    }

    public Task<DatasetInfo> UseFolder(string name, string folder) =>
        Send<DatasetInfo>(HttpMethod.Put, $"{Address(name)}/folder", new FolderRequest(folder));

    public Task Download(string name) => Send(HttpMethod.Post, $"{Address(name)}/download", null);

    public Task CancelDownload(string name) => Send(HttpMethod.Delete, $"{Address(name)}/download", null);

    public Task<IReadOnlyList<LabelFileInfo>> LabelFiles(string name) =>
        Get<IReadOnlyList<LabelFileInfo>>($"{Address(name)}/labels", default);

    public Task<LabelFileInfo> AddLabelFile(string name, string title, byte[] content, int trainSize, string? column, int firstClass) =>
        Send<LabelFileInfo>(
            HttpMethod.Post,
            Sentence.Of($"{Address(name)}/labels?title={Uri.EscapeDataString(title)}&trainSize={trainSize}&base={firstClass}")
                + (column is null ? "" : $"&column={Uri.EscapeDataString(column)}"),
            new ByteArrayContent(content) { Headers = { ContentType = new("application/octet-stream") } }
        );
}

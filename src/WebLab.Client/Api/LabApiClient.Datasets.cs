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

    public async Task<DatasetInfo> Dataset(string name, CancellationToken stop = default)
    {
        var dataset = await Get<DatasetInfo>(Address(name), stop);
        DatasetFacts.Add(dataset.Facts);
        return dataset;
    }

    public Task<DatasetInfo> ChangeDataset(string name, DatasetChange change) => Send<DatasetInfo>(HttpMethod.Patch, Address(name), change);

    /// <summary>Takes a data set out of the catalogue, whether ended runs name it or not.</summary>
    public Task DeleteDataset(string name) => Send(HttpMethod.Delete, $"{Address(name)}?used=true", null);

    public Task<IReadOnlyList<UploadInfo>> Uploads(CancellationToken stop = default) =>
        Get<IReadOnlyList<UploadInfo>>(ApiRoutes.Uploads, stop);

    /// <summary>Announces files, as the browser lists them: an UploadRequest in JSON.</summary>
    public Task<UploadInfo> BeginUpload(string manifest) =>
        Send<UploadInfo>(HttpMethod.Post, ApiRoutes.Uploads, new StringContent(manifest, System.Text.Encoding.UTF8, "application/json"));

    public Task DeleteUpload(Guid id) => Send(HttpMethod.Delete, $"{ApiRoutes.Uploads}/{id}", null);

    /// <summary>Where the browser sends an upload's bytes to.</summary>
    public static string Upload(Guid id) => Here($"{ApiRoutes.Uploads}/{id}");

    public Task<IReadOnlyList<ImportInfo>> Imports(CancellationToken stop = default) =>
        Get<IReadOnlyList<ImportInfo>>(ApiRoutes.Imports, stop);

    public Task<ImportInfo> Import(Guid id, CancellationToken stop = default) => Get<ImportInfo>($"{ApiRoutes.Imports}/{id}", stop);

    public Task<ImportInfo> LookAt(ImportRequest request) => Send<ImportInfo>(HttpMethod.Post, ApiRoutes.Imports, request);

    public Task<ImportInfo> LookAgain(Guid id, ImportChoices choices) =>
        Send<ImportInfo>(HttpMethod.Put, $"{ApiRoutes.Imports}/{id}/preview", choices);

    public Task<ImportInfo> BeginImport(Guid id, ImportBegin begin) =>
        Send<ImportInfo>(HttpMethod.Post, $"{ApiRoutes.Imports}/{id}/begin", begin);

    public Task CancelImport(Guid id) => Send(HttpMethod.Delete, $"{ApiRoutes.Imports}/{id}", null);

    public Task<DatasetInfo> UseFolder(string name, string folder) =>
        Send<DatasetInfo>(HttpMethod.Put, $"{Address(name)}/folder", new FolderRequest(folder));

    public Task Download(string name) => Send(HttpMethod.Post, $"{Address(name)}/download", null);

    public Task CancelDownload(string name) => Send(HttpMethod.Delete, $"{Address(name)}/download", null);

    public Task<IReadOnlyList<LabelFileInfo>> LabelFiles(string name, CancellationToken stop = default) =>
        Get<IReadOnlyList<LabelFileInfo>>($"{Address(name)}/labels", stop);

    public Task<IReadOnlyList<NumberFileInfo>> NumberFiles(string name, NumberFileKind kind, CancellationToken stop = default) =>
        Get<IReadOnlyList<NumberFileInfo>>(Numbers(name, kind), stop);

    /// <summary>Makes an upload that came whole a file of probabilities or embeddings of the data set.</summary>
    public Task<NumberFileInfo> AddNumberFile(string name, NumberFileKind kind, Guid upload) =>
        Send<NumberFileInfo>(HttpMethod.Post, Numbers(name, kind), new NumberFileRequest(upload));

    public Task DeleteNumberFile(string name, NumberFileKind kind, string file) =>
        Send(HttpMethod.Delete, $"{Numbers(name, kind)}/{file}", null);

    public Task<LabelFileInfo> AddLabelFile(string name, string title, byte[] content, int trainSize, string? column, int firstClass) =>
        Send<LabelFileInfo>(
            HttpMethod.Post,
            Sentence.Of($"{Address(name)}/labels?title={Uri.EscapeDataString(title)}&trainSize={trainSize}&base={firstClass}")
                + (column is null ? "" : $"&column={Uri.EscapeDataString(column)}"),
            new ByteArrayContent(content) { Headers = { ContentType = new("application/octet-stream") } }
        );

    private static string Numbers(string name, NumberFileKind kind) => $"{Address(name)}/{Names<NumberFileKind>.Of(kind)}";
}

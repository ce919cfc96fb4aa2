using System.Net;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets;

public sealed class LabelApiTests(SharedLab lab)
{
    private const string Path = $"{ApiRoutes.Datasets}/generated/labels";

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("bytes.u8", false)]
    [InlineData("lines.csv", true)]
    public async Task Uploaded_labels_are_listed_previewed_and_trained_on(string title, bool isText)
    {
        var labels = Enumerable.Range(0, 40).Select(i => (byte)(i * i % 10)).ToArray();
        var (answer, bytes) = await Upload(title, isText ? Encoding.UTF8.GetBytes(string.Join('\n', labels)) : labels);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var uploaded = System.Text.Json.JsonSerializer.Deserialize<LabelFileInfo>(bytes, LabJson.Options)!;
        Assert.Equal((40, true), (uploaded.Count, uploaded.IsUploaded));
        Assert.Contains(await lab.Client.Get<IReadOnlyList<LabelFileInfo>>(Path), info => info.File == uploaded.File);

        var spec = Specs.Short with
        {
            Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = uploaded.File },
        };
        var (status, preview) = await lab.Client.Post(
            ApiRoutes.CorruptionPreview,
            System.Text.Json.JsonSerializer.Serialize(spec, LabJson.Options)
        );
        Assert.True(status == HttpStatusCode.OK, preview);
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);
        Assert.Contains(run.Facts!.GivenLabelHash, preview, StringComparison.Ordinal);
        Assert.Equal(uploaded.NoiseRate, run.Facts.RealisedNoiseRate);
    }

    [Theory]
    [InlineData("labels.csv", "1\n2\ncat\n", "labels.csv line 3 must be a label or index,label; it was \\\"cat\\\".")]
    [InlineData("labels.csv", "0\n10\n", "labels.csv has label 10 in line 2; labels are 0 to 9.")]
    [InlineData("labels.csv", "1\n10\n", "labels.csv has labels 1 to 10; labels count from 0, here 0 to 9: subtract 1 from each.")]
    [InlineData("labels.u8", "", "labels.u8")]
    [InlineData("", "1\n", "title must be the file's name, 1 to 100 characters; it was empty.")]
    public async Task What_are_no_labels_is_refused_with_a_sentence(string title, string text, string sentence)
    {
        var (answer, bytes) = await Upload(title, Encoding.UTF8.GetBytes(text));
        var body = Encoding.UTF8.GetString(bytes);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, body);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Labels_uploaded_for_another_set_are_refused()
    {
        using var set = new SparseCifar();
        await using var server = await LabServer.Start(settings: ["--data", set.Parent]);
        using var upload = new HttpRequestMessage(HttpMethod.Post, $"{Path}?title=labels.u8")
        {
            Content = new ByteArrayContent(new byte[40]),
        };
        var (_, bytes) = await server.Client.Raw(upload);
        var file = System.Text.Json.JsonSerializer.Deserialize<LabelFileInfo>(bytes, LabJson.Options)!.File;
        var spec = Specs.Short with
        {
            Dataset = DatasetName.Cifar10,
            Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = file },
        };
        var (status, preview) = await server.Client.Post(
            ApiRoutes.CorruptionPreview,
            System.Text.Json.JsonSerializer.Serialize(spec, LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(
            "corruption.labelFile must be a label file for cifar-10, uploaded or beside its files; there is no generated-",
            preview,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_of_more_than_a_million_bytes_is_refused()
    {
        var (answer, bytes) = await Upload("huge.u8", new byte[1_000_001]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(
            "A label file has at most 1,000,000 bytes; huge.u8 has more.",
            Encoding.UTF8.GetString(bytes),
            StringComparison.Ordinal
        );
    }

    private Task<(HttpResponseMessage Answer, byte[] Bytes)> Upload(string title, byte[] content) =>
        lab.Client.Raw(new(HttpMethod.Post, $"{Path}?title={Uri.EscapeDataString(title)}") { Content = new ByteArrayContent(content) });
}

using System.Net;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.Labels;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets;

public sealed class LabelApiTests(SharedLab lab)
{
    private const string Path = $"{ApiRoutes.Datasets}/generated/labels";

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("bytes.u8")]
    [InlineData("lines.csv")]
    [InlineData("wide.bin")]
    public async Task Uploaded_labels_are_listed_previewed_and_trained_on(string title)
    {
        var labels = Given();
        var (answer, bytes) = await Upload(
            title,
            title switch
            {
                "lines.csv" => Encoding.UTF8.GetBytes("label\n" + string.Join('\n', labels)),
                "wide.bin" => [.. labels.SelectMany(label => BitConverter.GetBytes((long)label))],
                _ => labels,
            },
            "&trainSize=40"
        );
        Assert.True(answer.StatusCode == HttpStatusCode.Created, Encoding.UTF8.GetString(bytes));
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
        Assert.Equal(uploaded.NoiseRate, run.Facts.RealisedNoiseRate, 9);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task What_a_label_set_leaves_out_is_left_out_of_the_training_and_said_wherever_it_is_named()
    {
        var labels = Given().Select((label, i) => i is 4 or 9 ? -1 : label).ToArray();
        var (answer, bytes) = await Upload("corrected labels.npy", LabelArrayWriter.Write(labels), "&trainSize=40");
        Assert.True(answer.StatusCode == HttpStatusCode.Created, Encoding.UTF8.GetString(bytes));
        var uploaded = System.Text.Json.JsonSerializer.Deserialize<LabelFileInfo>(bytes, LabJson.Options)!;
        Assert.Equal((40, 2), (uploaded.Count, uploaded.LeftOut));
        var listed = (await lab.Client.Get<IReadOnlyList<LabelFileInfo>>(Path)).Single(info => info.File == uploaded.File);
        Assert.Equal((uploaded.Count, uploaded.LeftOut, uploaded.NoiseRate), (listed.Count, listed.LeftOut, listed.NoiseRate));

        var spec = Specs.Short with
        {
            Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = uploaded.File },
        };
        var (_, preview) = await lab.Client.Post(
            ApiRoutes.CorruptionPreview,
            System.Text.Json.JsonSerializer.Serialize(spec, LabJson.Options)
        );
        Assert.Contains("\"leftOut\":2", preview, StringComparison.Ordinal);
        await using var watcher = await Watcher.Start(lab.Client);
        var run = await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);
        Assert.Equal(2, run.Facts!.LeftOut);
        Assert.Contains(run.Facts.GivenLabelHash, preview, StringComparison.Ordinal);
        Assert.Equal(uploaded.NoiseRate, run.Facts.RealisedNoiseRate, 9);
        var filter = Uri.EscapeDataString($"id = {run.Id}");
        var table = await lab.Client.Get($"{ApiRoutes.Runs}/table.csv?fields=name,left-out&filter={filter}");
        Assert.EndsWith(",2", table.Body.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "labels.csv",
        "1\n2\ncat\n",
        "labels.csv (text, a label a line) has \\\"cat\\\" in line 3; a label is a whole number from 0 to 9"
    )]
    [InlineData("labels.csv", "0\n3\n10\n", "labels.csv (text, a label a line) has 10 in line 3; a label is a whole number from 0 to 9")]
    [InlineData("labels.csv", "1\n2\n", "labels.csv (text, a label a line) has 2 labels; Generated shapes has 20,000 training images")]
    [InlineData("labels.u8", "", "labels.u8 is empty: it holds no labels.")]
    [InlineData("", "1\n", "title must be the file's name, 1 to 100 characters; it was empty.")]
    public async Task What_are_no_labels_is_refused_with_a_sentence(string title, string text, string sentence)
    {
        var (answer, bytes) = await Upload(title, Encoding.UTF8.GetBytes(text), "&trainSize=3");
        var body = Encoding.UTF8.GetString(bytes);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, body);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_large_a_file_as_a_label_file_may_be_is_read()
    {
        var (answer, body) = await Upload("large.u8", new byte[LabelFile.MaxBytes]);
        Assert.Contains("large.u8 (raw numbers) has 16,000,000 bytes", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Labels_of_fewer_images_than_there_are_need_the_train_size()
    {
        var (answer, bytes) = await Upload("labels.u8", Given());
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("labels.u8 (raw numbers) has 40 bytes", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Column_and_first_class_are_asked_for_and_then_taken()
    {
        var labels = Given();
        var text = Encoding.UTF8.GetBytes("index,a,b\n" + string.Concat(labels.Select((label, i) => $"{i},{label + 1},{label}\n")));
        var (asked, question) = await Upload("both.csv", text, "&trainSize=40");
        Assert.Equal(HttpStatusCode.BadRequest, asked.StatusCode);
        var body = Encoding.UTF8.GetString(question);
        Assert.Contains("\"column\":[\"a\",\"b\"]", body, StringComparison.Ordinal);
        var (fromOne, base1) = await Upload("both.csv", text, "&trainSize=40&column=a");
        Assert.Equal(HttpStatusCode.BadRequest, fromOne.StatusCode);
        Assert.Contains("\"base\":[\"1\"]", Encoding.UTF8.GetString(base1), StringComparison.Ordinal);
        var (_, a) = await Upload("both.csv", text, "&trainSize=40&column=a&base=1");
        var (_, b) = await Upload("both.csv", text, "&trainSize=40&column=b");
        Assert.Equal(
            System.Text.Json.JsonSerializer.Deserialize<LabelFileInfo>(a, LabJson.Options)!.File,
            System.Text.Json.JsonSerializer.Deserialize<LabelFileInfo>(b, LabJson.Options)!.File
        );
    }

    [Fact]
    public async Task Labels_no_better_than_chance_are_asked_about_before_they_are_trained_on()
    {
        var labels = Given().Select(label => (byte)((label + 1) % 10)).ToArray();
        var (_, bytes) = await Upload("shifted.u8", labels, "&trainSize=40");
        var uploaded = System.Text.Json.JsonSerializer.Deserialize<LabelFileInfo>(bytes, LabJson.Options)!;
        Assert.Contains("no better than chance", uploaded.Doubt, StringComparison.Ordinal);
        var spec = Specs.Short with
        {
            Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = uploaded.File },
        };
        var (status, preview) = await lab.Client.Post(
            ApiRoutes.CorruptionPreview,
            System.Text.Json.JsonSerializer.Serialize(spec, LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("no better than chance", preview, StringComparison.Ordinal);
        ExperimentRequest Request(RunSpec run) => new() { Name = "chance", Runs = [new("run", run)] };
        var (refused, sentence) = await lab.Client.Post(
            ApiRoutes.Experiments,
            System.Text.Json.JsonSerializer.Serialize(Request(spec), LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("shifted.u8: the labels agree with the true ones in", sentence, StringComparison.Ordinal);
        Assert.Contains("accept them with accept-chance-labels", sentence, StringComparison.Ordinal);
        var accepted = spec with { Corruption = spec.Corruption with { AcceptChance = true } };
        var (launched, body) = await lab.Client.Post(
            ApiRoutes.Experiments,
            System.Text.Json.JsonSerializer.Serialize(Request(accepted), LabJson.Options)
        );
        Assert.True(launched == HttpStatusCode.Created, body);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Labels_uploaded_for_another_set_are_refused()
    {
        using var set = new SparseCifar();
        await using var server = await LabServer.Start(settings: ["--data", set.Parent]);
        using var upload = new HttpRequestMessage(HttpMethod.Post, $"{Path}?title=labels.u8&trainSize=40")
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
    public async Task A_file_of_more_than_sixteen_million_bytes_is_refused()
    {
        // As the body is not read, it must not be sent either: a client that goes on sending sees the connection end.
        using var upload = new HttpRequestMessage(HttpMethod.Post, $"{Path}?title=huge.u8")
        {
            Content = new ByteArrayContent(new byte[16_000_001]),
        };
        upload.Headers.ExpectContinue = true;
        var (answer, bytes) = await lab.Client.Raw(upload);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(
            "A label file has at most 16,000,000 bytes; huge.u8 has more.",
            Encoding.UTF8.GetString(bytes),
            StringComparison.Ordinal
        );
    }

    /// <summary>The true labels of the first 40 images, every third one moved to the next class.</summary>
    private static byte[] Given() =>
        [.. GeneratedImages.DrawTrain(40).Labels.Select((label, i) => i % 3 == 0 ? (byte)((label + 1) % 10) : label)];

    private Task<(HttpResponseMessage Answer, byte[] Bytes)> Upload(string title, byte[] content, string more = "") =>
        lab.Client.Raw(
            new(HttpMethod.Post, $"{Path}?title={Uri.EscapeDataString(title)}{more}") { Content = new ByteArrayContent(content) }
        );
}

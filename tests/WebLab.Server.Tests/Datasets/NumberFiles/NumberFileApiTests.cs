using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets.NumberFiles;

/// <summary>A person's own probabilities and embeddings, from the upload to the audit that reads them.</summary>
public sealed class NumberFileApiTests(SharedLab lab)
{
    private const int Count = 60,
        Wrong = 7;

    private const string Files = $"{ApiRoutes.Datasets}/generated/probabilities",
        Embeddings = $"{ApiRoutes.Datasets}/generated/embeddings";

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_file_is_brought_audited_by_and_deleted_and_what_is_none_is_named_by_the_audit()
    {
        var good = await Bring("mine.csv", Rows((row, label) => row == Wrong ? (label + 1) % 10 : label));
        var bad = await Bring("bad.csv", Rows((row, label) => row == Wrong ? 10 : label));
        Assert.Equal(("mine.csv", true), (good.Title, good.MayDelete));
        var all = await lab.Client.Get<IReadOnlyList<NumberFileInfo>>(Files);
        Assert.Contains(good, all);
        // The upload became the file: nothing is left to be thrown away.
        Assert.DoesNotContain(await lab.Client.Get<IReadOnlyList<UploadInfo>>(ApiRoutes.Uploads), upload => upload.Name == "mine.csv");

        await using var watcher = await Watcher.Start(lab.Client);
        var (run, failed) = (await lab.Client.LaunchOne(Audit(good.File)), await lab.Client.LaunchOne(Audit(bad.File)));
        await watcher.Until(run.Id, RunStatus.Completed);
        var report = await lab.Client.Get<LabelAuditReport>($"{ApiRoutes.Runs}/{run.Id}/report");
        Assert.Equal(("a file of probabilities", "mine.csv"), (report.ScoredBy, report.ProbabilityFile));
        Assert.Equal((Count, 0), (report.Examples, report.TestExamples));
        var suspect = Assert.Single(report.Suspects);
        Assert.Equal(("train", Wrong, (suspect.Given + 1) % 10), (suspect.Split, suspect.Index, suspect.Suggested));
        Assert.Contains("doubted by predicted-neq-given", report.Answers[2].Sentence, StringComparison.Ordinal);
        Assert.Contains(report.Answers[1].Figures, figure => figure.Kind == LabelAuditFigureKind.Matrix);
        var html = await lab.Client.Get($"{ApiRoutes.Runs}/{run.Id}/report.html");
        Assert.Contains("a file of probabilities, mine.csv", html.Body, StringComparison.Ordinal);

        var ended = await watcher.Until(failed.Id, RunStatus.Failed);
        Assert.Equal(
            "bad.csv has a row 7 that sums to 0.1, and probabilities sum to 1: give one column for each class and no other.",
            ended.StatusDetail
        );

        Assert.Equal(HttpStatusCode.NotFound, (await lab.Client.Send(HttpMethod.Delete, $"{Files}/no-such")).Status);
        foreach (var file in new[] { good, bad })
            Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Send(HttpMethod.Delete, $"{Files}/{file.File}")).Status);
        Assert.False(File.Exists(Path.Combine(lab.Server.Store, "probabilities", good.File)));
        var request = new ExperimentRequest { Name = "again", Runs = [new("again", Audit(good.File))] };
        var (status, body) = await lab.Client.Post(ApiRoutes.Experiments, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(
            $"analysis.auditProbabilities must be a file of probabilities that was brought for generated; there is no {good.File}.",
            body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Embeddings_are_brought_by_a_door_of_their_own_and_tell_examples_apart_beside_probabilities()
    {
        var scores = await Bring("mine.csv", Rows((_, label) => label));
        var kept = await Bring("clip.csv", Features(Count), Embeddings);
        var few = await Bring("few.csv", Features(Count - 1), Embeddings);
        Assert.DoesNotContain(kept.File, (await lab.Client.Get<IReadOnlyList<NumberFileInfo>>(Files)).Select(file => file.File));
        Assert.True(File.Exists(Path.Combine(lab.Server.Store, "embeddings", kept.File)));

        await using var watcher = await Watcher.Start(lab.Client);
        var both = await lab.Client.LaunchOne(Audit(scores.File, kept.File));
        var failed = await lab.Client.LaunchOne(Audit(null, few.File));
        await watcher.Until(both.Id, RunStatus.Completed);
        var report = await lab.Client.Get<LabelAuditReport>($"{ApiRoutes.Runs}/{both.Id}/report");
        Assert.Equal(new EmbeddingSource("clip.csv", 12, IsScorer: false), report.Embeddings);
        Assert.Equal("mine.csv", report.ProbabilityFile);
        Assert.True(report.Answers[0].Numbers.Single(number => number is { Name: "neighbours.share", Part: null }).PValue <= 0.01);
        foreach (var form in new[] { "html", "csv" })
            Assert.Contains("clip.csv", (await lab.Client.Get($"{ApiRoutes.Runs}/{both.Id}/report.{form}")).Body, StringComparison.Ordinal);

        var ended = await watcher.Until(failed.Id, RunStatus.Failed);
        Assert.StartsWith("few.csv has 59 rows, 0 to 58; ", ended.StatusDetail, StringComparison.Ordinal);
        // A file of one kind is none of the other.
        var request = new ExperimentRequest { Name = "other", Runs = [new("other", Audit(null, scores.File))] };
        var (status, body) = await lab.Client.Post(ApiRoutes.Experiments, JsonSerializer.Serialize(request, LabJson.Options));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("analysis.auditEmbeddings must be a file of embeddings that was brought for", body, StringComparison.Ordinal);
        foreach (var file in new[] { $"{Files}/{scores.File}", $"{Embeddings}/{kept.File}", $"{Embeddings}/{few.File}" })
            Assert.Equal(HttpStatusCode.NoContent, (await lab.Client.Send(HttpMethod.Delete, file)).Status);
        Assert.False(File.Exists(Path.Combine(lab.Server.Store, "embeddings", kept.File)));
    }

    [Fact]
    public async Task An_upload_of_several_files_and_one_that_has_not_come_are_no_file()
    {
        var several = await Bringing.Upload(lab.Client, ("a.csv", "1"u8.ToArray()), ("b.csv", "1"u8.ToArray()));
        await Refused(several.Id, HttpStatusCode.BadRequest, "a.csv has 2 files; probabilities are one file: .npy, .npz or CSV");
        var half = await Bringing.Post<UploadInfo>(lab.Client, ApiRoutes.Uploads, new UploadRequest("c.npy", [new("c.npy", 30)]));
        await Refused(half.Id, HttpStatusCode.Conflict, "c.npy has not come whole: 0 of 30 bytes are here.");
        var large = new UploadRequest("d.npy", [new("d.npy", 512_000_001)]);
        await Refused(
            (await Bringing.Post<UploadInfo>(lab.Client, ApiRoutes.Uploads, large)).Id,
            HttpStatusCode.RequestEntityTooLarge,
            "d.npy has 512,000,001 bytes; probabilities have at most 512,000,000."
        );
        await Refused(Guid.Empty, HttpStatusCode.NotFound, "There is no upload");
        foreach (var upload in await lab.Client.Get<IReadOnlyList<UploadInfo>>(ApiRoutes.Uploads))
        {
            if (upload.Name is "a.csv" or "c.npy" or "d.npy")
                await lab.Client.Send(HttpMethod.Delete, $"{ApiRoutes.Uploads}/{upload.Id}");
        }
    }

    private static RunSpec Audit(string? file, string? embeddings = null) =>
        new()
        {
            TrainSize = Count,
            TestSize = 20,
            Analysis = new()
            {
                Kind = "label-audit",
                Fields = FieldGroup
                    .Empty.With(LabelAuditOptions.ProbabilitiesKey, file)
                    .With(LabelAuditOptions.EmbeddingsKey, embeddings)
                    .With(LabelAuditOptions.FilterKey, "predicted-neq-given")
                    .With("auditPermutations", 99)
                    .With("auditBudget", 10)
                    .With("auditTraining", false),
            },
        };

    private async Task<NumberFileInfo> Bring(string name, string text, string door = Files)
    {
        var upload = await Bringing.Upload(lab.Client, name, Encoding.UTF8.GetBytes(text));
        return await Bringing.Post<NumberFileInfo>(lab.Client, door, new NumberFileRequest(upload.Id));
    }

    private async Task Refused(Guid upload, HttpStatusCode status, string sentence)
    {
        var (answered, body) = await lab.Client.Post(Files, JsonSerializer.Serialize(new NumberFileRequest(upload), LabJson.Options));
        Assert.True(answered == status && body.Contains(sentence, StringComparison.Ordinal), $"{answered}: {body}");
    }

    /// <summary>A row an example: a column for each class, and two that tell nothing.</summary>
    private static string Features(int count) =>
        string.Join(
            '\n',
            GeneratedImages
                .DrawTrain(Count)
                .Labels.Take(count)
                .Select(
                    (label, row) =>
                        string.Join(
                            ',',
                            Enumerable
                                .Range(0, 12)
                                .Select(each => (each == label ? 5 : 0) + (row * (each + 3) % 7 / 10.0))
                                .Select(value => value.ToString(CultureInfo.InvariantCulture))
                        )
                )
        );

    /// <summary>A heading, and a row an example: 0.91 for a class of it, 0.01 for the others.</summary>
    private static string Rows(Func<int, int, int> likely) =>
        string.Join(',', Enumerable.Range(0, 10).Select(label => $"class {label}"))
        + "\n"
        + string.Join(
            '\n',
            GeneratedImages
                .DrawTrain(Count)
                .Labels.Select(
                    (label, row) =>
                        string.Join(
                            ',',
                            Enumerable
                                .Range(0, 10)
                                .Select(each => (each == likely(row, label) ? 0.91 : 0.01).ToString(CultureInfo.InvariantCulture))
                        )
                )
        );
}

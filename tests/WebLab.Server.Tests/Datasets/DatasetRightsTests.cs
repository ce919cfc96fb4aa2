using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Audit;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Datasets;

/// <summary>Who brings data, and who sees and trains on what is private.</summary>
public sealed class DatasetRightsTests(AccountsLab accounts) : IClassFixture<AccountsLab>
{
    [Fact]
    public async Task Members_send_files_viewers_do_not_and_nobody_sees_anothers()
    {
        var request = new UploadRequest("mine", [new("a.zip", 3)]);
        Assert.Equal(HttpStatusCode.Forbidden, await accounts.Viewer.Status(HttpMethod.Post, ApiRoutes.Uploads, request));
        using (var nobody = accounts.Nobody())
            Assert.Equal(HttpStatusCode.Unauthorized, await nobody.Status(HttpMethod.Post, ApiRoutes.Uploads, request));
        var info = await accounts.Member.Post<UploadInfo>(ApiRoutes.Uploads, request);
        var path = $"{ApiRoutes.Uploads}/{info.Id}";
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Put, $"{path}?offset=0", new ByteArrayContent([1])));
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Delete, path));
        Assert.Empty(await accounts.Other.Get<IReadOnlyList<UploadInfo>>(ApiRoutes.Uploads));
        Assert.Equal(HttpStatusCode.OK, await accounts.Member.Status(HttpMethod.Put, $"{path}?offset=0", new ByteArrayContent([1, 2, 3])));
        Assert.Equal(HttpStatusCode.NoContent, await accounts.Member.Status(HttpMethod.Delete, path));
    }

    [Fact]
    public async Task Probabilities_are_kept_from_ones_own_uploads_alone_and_deleted_by_whoever_brought_them()
    {
        const string Files = $"{ApiRoutes.Datasets}/generated/probabilities";
        var upload = await accounts.Member.Post<UploadInfo>(ApiRoutes.Uploads, new UploadRequest("p.csv", [new("p.csv", 3)]));
        Assert.Equal(
            HttpStatusCode.OK,
            await accounts.Member.Status(HttpMethod.Put, $"{ApiRoutes.Uploads}/{upload.Id}?offset=0", new ByteArrayContent([1, 2, 3]))
        );
        var request = new NumberFileRequest(upload.Id);
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Post, Files, request));
        var kept = await accounts.Member.Post<NumberFileInfo>(Files, request);
        Assert.Equal(("grace", true, 3), (kept.Owner, kept.MayDelete, kept.Size));
        Assert.False(Assert.Single(await accounts.Other.Get<IReadOnlyList<NumberFileInfo>>(Files)).MayDelete);
        Assert.Equal(HttpStatusCode.Forbidden, await accounts.Other.Status(HttpMethod.Delete, $"{Files}/{kept.File}"));
        Assert.Equal(HttpStatusCode.NoContent, await accounts.Member.Status(HttpMethod.Delete, $"{Files}/{kept.File}"));
        Assert.Empty(await accounts.Member.Get<IReadOnlyList<NumberFileInfo>>(Files));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_private_set_is_there_for_its_owner_and_administrators_until_it_is_shared()
    {
        var secret = await Bring("secret-shades", isPrivate: true);
        var path = $"{ApiRoutes.Datasets}/secret-shades";
        Assert.Equal((true, true, "grace"), (secret.IsPrivate, secret.MayChange, secret.Owner));
        Assert.Contains(await accounts.Admin.Get<IReadOnlyList<DatasetInfo>>(ApiRoutes.Datasets), IsSecret);
        Assert.DoesNotContain(await accounts.Other.Get<IReadOnlyList<DatasetInfo>>(ApiRoutes.Datasets), IsSecret);
        string[] addresses = ["", "/sheet", "/labels", "/probabilities", "/embeddings", "/examples/train/0"];
        foreach (var address in addresses.Select(each => path + each).Append(path.ToUpperInvariant()))
            Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Get, address));
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Patch, path, new DatasetChange("Mine now")));
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Other.Status(HttpMethod.Delete, path));

        var spec = new RunSpec
        {
            Dataset = "secret-shades",
            TrainSize = 20,
            TestSize = 10,
            BatchSize = 10,
            Epochs = 1,
        };
        // Refused as a name that there is not, by a sentence that does not name it among those that there are.
        var (status, body) = await accounts.Other.Send(HttpMethod.Post, ApiRoutes.Experiments, Request(spec));
        var (_, unknown) = await accounts.Other.Send(
            HttpMethod.Post,
            ApiRoutes.Experiments,
            Request(spec with { Dataset = "no-such-set" })
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(Told(unknown), Told(body).Replace("secret-shades", "no-such-set", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, await accounts.Other.Status(HttpMethod.Post, ApiRoutes.CorruptionPreview, spec));
        await accounts.Member.Launch("on a secret", isPrivate: true, spec);
        await AssertAuditNamesNoFilesToOthers();

        var changed = await accounts.Member.Send(HttpMethod.Patch, path, new DatasetChange("Shades for all", false));
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Body);
        var seen = await accounts.Other.Get<DatasetInfo>(path);
        Assert.Equal(("Shades for all", false, 2), (seen.Facts.Title, seen.MayChange, seen.UsedBy));
        Assert.Equal(HttpStatusCode.Forbidden, await accounts.Other.Status(HttpMethod.Patch, path, new DatasetChange("Mine now")));
        Assert.Equal(HttpStatusCode.Forbidden, await accounts.Viewer.Status(HttpMethod.Delete, path));
        var trail = await accounts.Admin.Get<Page<AuditEntry>>($"{ApiRoutes.Audit}?search=secret-shades");
        Assert.Contains(trail.Items, line => line is { What: "change data set", Who: "grace" } && line.Detail.Contains("shared"));
        Assert.Contains(trail.Items, line => line is { What: "import data set", Who: "grace" });
    }

    [Fact]
    public async Task Members_do_not_name_paths_of_the_server_and_nobody_sees_anothers_import()
    {
        var atPath = new ImportRequest { Path = accounts.Server.Store };
        Assert.Equal(HttpStatusCode.Forbidden, await accounts.Member.Status(HttpMethod.Post, ApiRoutes.Imports, atPath));
        Assert.Equal(HttpStatusCode.Forbidden, await accounts.Viewer.Status(HttpMethod.Post, ApiRoutes.Imports, atPath));
        var import = await accounts.Admin.Post<ImportInfo>(ApiRoutes.Imports, atPath);
        var path = $"{ApiRoutes.Imports}/{import.Id}";
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Member.Status(HttpMethod.Get, path));
        Assert.Equal(HttpStatusCode.NotFound, await accounts.Member.Status(HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.NoContent, await accounts.Admin.Status(HttpMethod.Delete, path));
    }

    /// <summary>An audit that all may see of a set that they may not.</summary>
    private async Task AssertAuditNamesNoFilesToOthers()
    {
        var audit = new RunSpec
        {
            Dataset = "secret-shades",
            TrainSize = 20,
            TestSize = 10,
            Corruption = new() { Kind = CorruptionKind.RandomLabels },
            Analysis = new() { Kind = "label-audit", Fields = FieldGroup.Empty.With("auditPermutations", 99).With("auditBudget", 10) },
        };
        var run = (await accounts.Member.Launch("an audit of a secret", isPrivate: false, audit)).Runs[0].Id;
        var path = $"{ApiRoutes.Runs}/{run}";
        var ended = await accounts.Member.Until<RunSummary>(path, each => each.Status.HasEnded(), "the end of the audit");
        Assert.True(ended.Status == RunStatus.Completed, ended.StatusDetail);
        foreach (var report in new[] { "report", "report.csv", "report.html" })
        {
            var (own, others) = (await Body(accounts.Member), await Body(accounts.Other));
            Assert.Contains(".png", own, StringComparison.Ordinal);
            Assert.DoesNotContain(".png", others, StringComparison.Ordinal);
            Assert.Contains("dark", others, StringComparison.Ordinal);

            async Task<string> Body(Person person)
            {
                var (status, body) = await person.Send(HttpMethod.Get, $"{path}/{report}");
                Assert.Equal(HttpStatusCode.OK, status);
                return body;
            }
        }
    }

    private static bool IsSecret(DatasetInfo info) => info.Facts.Name == "secret-shades";

    private static ExperimentRequest Request(RunSpec spec) => new() { Name = "refused", Runs = [new("a run", spec)] };

    private static string Told(string problem) => JsonDocument.Parse(problem).RootElement.GetProperty("detail").GetString()!;

    private async Task<DatasetInfo> Bring(string name, bool isPrivate)
    {
        var content = BroughtFiles.ZippedImages(20);
        var member = accounts.Member;
        var upload = await member.Post<UploadInfo>(ApiRoutes.Uploads, new UploadRequest("shades.zip", [new("shades.zip", content.Length)]));
        var sent = await member.Status(HttpMethod.Put, $"{ApiRoutes.Uploads}/{upload.Id}?offset=0", new ByteArrayContent(content));
        Assert.Equal(HttpStatusCode.OK, sent);
        var id = (await member.Post<ImportInfo>(ApiRoutes.Imports, new ImportRequest { UploadId = upload.Id })).Id;
        var import = await Bringing.Until(member.Get<ImportInfo>, id, ImportState.Ready, ImportState.Failed);
        Assert.True(import.State == ImportState.Ready, import.Problem);
        await member.Post<ImportInfo>($"{ApiRoutes.Imports}/{id}/begin", new ImportBegin(name, name, isPrivate));
        import = await Bringing.Until(member.Get<ImportInfo>, id, ImportState.Completed, ImportState.Ready, ImportState.Failed);
        Assert.True(import.State == ImportState.Completed, import.Problem);
        return await member.Get<DatasetInfo>($"{ApiRoutes.Datasets}/{name}");
    }
}

using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Server.Tests.Datasets;
using WebLab.Server.Tests.Datasets.Downloads;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Security;

/// <summary>What one person has begun or brought, and what another member or a viewer tries with it.</summary>
[Trait("Speed", "Slow")]
public sealed class OthersThingsTests : IAsyncLifetime
{
    private const string Labels = $"{ApiRoutes.Datasets}/generated/labels",
        Download = $"{ApiRoutes.Datasets}/mnist/download",
        Secret = "the-root-password-is-swordfish";

    private readonly SparseCifar _cifar = new();
    private Publisher _publisher = null!;
    private LabServer _server = null!;
    private Person _admin = null!,
        _member = null!,
        _other = null!,
        _viewer = null!;

    public async ValueTask InitializeAsync()
    {
        _publisher = await Publisher.Start();
        foreach (var file in DatasetFiles.Published(DatasetName.Mnist))
            _publisher.Offer(file.Name, new byte[file.Bytes]);
        // It gets stuck, and so is under way for as long as the test takes.
        _publisher.Mishaps.Enqueue(new() { After = 1_000 });
        _server = await LabServer.StartWithAccounts(
            settings:
            [
                "--data",
                _cifar.Parent,
                "--Datasets:MnistUrl",
                _publisher.Address.ToString(),
                "--Limits:Queued",
                "20",
                "--Limits:LaunchesAMinute",
                "1000",
                "--Limits:LogInsAMinute",
                "1000",
            ]
        );
        _admin = await Person.FirstAdmin(_server);
        _member = await _admin.Invite("grace", Role.Member);
        _other = await _admin.Invite("alan", Role.Member);
        _viewer = await _admin.Invite("emmy", Role.Viewer);
    }

    [Fact]
    public async Task A_label_file_has_an_owner_who_deletes_it_when_no_run_needs_it()
    {
        var file = await Upload(_member, 0);
        Assert.Equal("grace", file.Owner);
        // Who brings the same labels again does not become their owner.
        Assert.Equal(file.File, (await Upload(_other, 0)).File);
        var path = $"{Labels}/{file.File}";
        Assert.Equal(HttpStatusCode.Forbidden, await _other.Status(HttpMethod.Delete, path));
        Assert.Equal(HttpStatusCode.Forbidden, await _viewer.Status(HttpMethod.Delete, path));
        var spec = Specs.Endless with
        {
            TrainSize = 40,
            BatchSize = 20,
            Corruption = new()
            {
                Kind = CorruptionKind.FileLabels,
                LabelFile = file.File,
                AcceptChance = true,
            },
        };
        var run = (await _member.Launch("uses it", spec: spec)).Runs[0];
        var (status, body) = await _member.Send(HttpMethod.Delete, path);
        Assert.True(status == HttpStatusCode.Conflict && body.Contains(run.Id.ToString(), StringComparison.Ordinal), $"{status} {body}");
        Assert.Equal(HttpStatusCode.OK, await _member.Status(HttpMethod.Post, $"{ApiRoutes.Runs}/{run.Id}/cancel"));
        await Until(async () => await _member.Status(HttpMethod.Delete, path) == HttpStatusCode.NoContent, "the label file gone");
        Assert.DoesNotContain(await _member.Get<IReadOnlyList<LabelFileInfo>>(Labels), info => info.File == file.File);
        Assert.Equal(HttpStatusCode.NotFound, await _member.Status(HttpMethod.Delete, path));
    }

    [Fact]
    public async Task One_person_does_not_fill_all_places_for_label_files()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 110).Select(number => TryUpload(_member, number)));
        Assert.Equal(100, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => Assert.Contains("A person has at most 100 label files here", answer.Body)
        );
        Assert.Equal(HttpStatusCode.Created, (await TryUpload(_other, 200)).Status);
    }

    [Fact]
    public async Task Limits_hold_against_calls_at_once()
    {
        var request = new ExperimentRequest
        {
            Name = "at once",
            Runs = [.. Enumerable.Range(0, 5).Select(i => new RunRequest($"run {i}", Specs.Endless))],
        };
        var launches = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => _member.Status(HttpMethod.Post, ApiRoutes.Experiments, request))
        );
        // Twenty wait, and one may have begun to train meanwhile.
        Assert.InRange(launches.Count(status => status == HttpStatusCode.Created), 4, 5);
        Assert.All(launches, status => Assert.True(status is HttpStatusCode.Created or HttpStatusCode.TooManyRequests, $"{status}"));
        await Task.WhenAll(
            Enumerable
                .Range(0, 70)
                .Select(i => _member.Status(HttpMethod.Post, ApiRoutes.Tokens, new TokenRequest($"token {i}", TokenScope.Read)))
        );
        Assert.Equal(50, (await _member.Get<IReadOnlyList<TokenInfo>>(ApiRoutes.Tokens)).Count);
    }

    [Fact]
    public async Task A_download_is_ended_by_whoever_began_it_or_an_administrator()
    {
        Assert.Equal(HttpStatusCode.Accepted, await _member.Status(HttpMethod.Post, Download));
        // Asking for it too does not make it another's.
        await _other.Status(HttpMethod.Post, Download);
        var (status, body) = await _other.Send(HttpMethod.Delete, Download);
        Assert.True(status == HttpStatusCode.Forbidden && body.Contains("whoever began", StringComparison.Ordinal), $"{status} {body}");
        Assert.Equal(HttpStatusCode.NoContent, await _member.Status(HttpMethod.Delete, Download));
    }

    [Fact]
    public async Task Nobody_reads_what_lies_beside_the_images_by_calling_it_labels()
    {
        await File.WriteAllTextAsync(Path.Combine(_cifar.Folder, "notes.csv"), $"{Secret}\n{Secret}\n");
        foreach (var name in new[] { "notes.csv", "../notes.csv", Path.Combine(_cifar.Folder, "notes.csv"), "/etc/passwd" })
        {
            var spec = new RunSpec
            {
                Dataset = DatasetName.Cifar10,
                Corruption = new() { Kind = CorruptionKind.FileLabels, LabelFile = name },
            };
            var (status, body) = await _viewer.Send(
                HttpMethod.Post,
                ApiRoutes.CorruptionPreview,
                JsonSerializer.Serialize(spec, LabJson.Options)
            );
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.DoesNotContain("swordfish", body);
            var launch = new ExperimentRequest { Name = "reads", Runs = [new("a run", spec)] };
            (status, body) = await _member.Send(HttpMethod.Post, ApiRoutes.Experiments, launch);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.DoesNotContain("swordfish", body);
        }
        // And where things lie on the machine is for administrators.
        var (_, shown) = await _viewer.Send(HttpMethod.Get, ApiRoutes.Datasets);
        Assert.DoesNotContain(_cifar.Parent, shown);
        Assert.Contains(_cifar.Folder, (await _admin.Send(HttpMethod.Get, ApiRoutes.Datasets)).Body);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in new[] { _admin, _member, _other, _viewer })
            person?.Dispose();
        await _server.DisposeAsync();
        await _publisher.DisposeAsync();
        _cifar.Dispose();
    }

    private static async Task<(HttpStatusCode Status, string Body)> TryUpload(Person person, int number)
    {
        var labels = DatasetReader.Load(DatasetName.Generated, null, 40, 1).Train.Labels[..40];
        // Other labels each time, and most of them true.
        for (var digit = 0; number > 0; digit++, number /= 10)
            labels[digit] = (byte)((labels[digit] + number) % 10);
        using var content = new ByteArrayContent(labels);
        return await person.Send(HttpMethod.Post, $"{Labels}?title=labels.u8&trainSize=40", content);
    }

    private static async Task<LabelFileInfo> Upload(Person person, int number)
    {
        var (status, body) = await TryUpload(person, number);
        Assert.True(status == HttpStatusCode.Created, body);
        return JsonSerializer.Deserialize<LabelFileInfo>(body, LabJson.Options)!;
    }

    private static async Task Until(Func<Task<bool>> isSo, string missing)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await isSo())
        {
            Assert.False(late.IsCancellationRequested, $"Within 60 s there was not {missing}.");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}

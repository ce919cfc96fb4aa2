using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Live;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Runs;
using WebLab.Science.Paper;
using WebLab.Server.Tests.Accounts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Security;

/// <summary>
/// A private experiment's whole life beside the open hub of a member who may not see it: launched, trained, queued, noted, ended and
/// deleted;
/// and in its midst every answer that the server gives to that member's questions.
/// </summary>
public sealed class PrivateExperiment : IAsyncLifetime
{
    private static readonly string[] Lists =
    [
        "/api/experiments?take=1",
        "/api/runs?take=1",
        "/api/queue?take=1",
        "/api/notifications?take=1",
    ];

    private readonly AccountsLab _lab = new();
    private readonly ConcurrentQueue<string> _others = new(),
        _owners = new();

    /// <summary>What names the experiment in any answer: its names and ids, its owner's words.</summary>
    internal IReadOnlyList<string> Secrets { get; private set; } = [];

    /// <summary>By address and method, while a run of it trains and another one waits.</summary>
    internal IReadOnlyDictionary<string, string> ToTheOther { get; private set; } = new Dictionary<string, string>();

    internal IReadOnlyDictionary<string, string> ToTheOwner { get; private set; } = new Dictionary<string, string>();

    /// <summary>What lists counted and the paper's items told the other member before, and then.</summary>
    internal IReadOnlyList<string> Before { get; private set; } = [];

    internal IReadOnlyList<string> During { get; private set; } = [];

    internal IReadOnlyCollection<string> PushedToTheOther => _others;

    internal IReadOnlyCollection<string> PushedToTheOwner => _owners;

    public async ValueTask InitializeAsync()
    {
        await _lab.InitializeAsync();
        await using var otherHub = await Listen(_lab.Other, _others);
        await using var ownerHub = await Listen(_lab.Member, _owners);
        Before = await Counts();

        // The recipe of a row of the paper, the one that takes minutes: its run speaks for figure 1a to whoever may see it.
        var longest = PaperCatalogue.Find("fig1a")!.RowsAt(PaperScale.Small).Last();
        var experiment = await _lab.Member.Post<Experiment>(
            ApiRoutes.Experiments,
            new ExperimentRequest
            {
                Name = "zebra crossing",
                Description = "zebra question",
                IsPrivate = true,
                Runs = [new("zebra in training", longest.Spec(PaperScale.Small)!), new("zebra in waiting", Specs.Short)],
            }
        );
        var (trains, waits) = (experiment.Runs[0], experiment.Runs[1]);
        Secrets = ["zebra", experiment.Summary.Id.ToString(), trains.Id.ToString(), waits.Id.ToString()];
        await _lab.Member.Post<RunActionResult>(
            ApiRoutes.RunActions,
            new RunAction
            {
                Verb = RunVerb.Tag,
                Ids = [trains.Id],
                Tags = ["zebra-tag"],
            }
        );
        await _lab.Member.Post<RunActionResult>(
            ApiRoutes.RunActions,
            new RunAction
            {
                Verb = RunVerb.Note,
                Ids = [waits.Id],
                Text = "zebra note",
            }
        );
        foreach (var hub in new[] { otherHub, ownerHub })
            await hub.InvokeAsync(nameof(ILiveHub.Watch), new[] { trains.Id, waits.Id });
        await Until(_owners, said => Is(said, nameof(ILiveClient.Points), trains.Id), "points for the owner");
        await Until(_owners, said => Is(said, nameof(ILiveClient.DevicesUsed), trains.Id), "a look at the devices for the owner");

        During = await Counts();
        ToTheOther = await Answers(_lab.Other, experiment);
        ToTheOwner = await Answers(_lab.Member, experiment);

        await _lab.Member.Send(HttpMethod.Post, $"{ApiRoutes.Runs}/{trains.Id}/cancel");
        await Until(
            _owners,
            said => Is(said, nameof(ILiveClient.RunChanged), waits.Id) && said.Contains("\"completed\"", StringComparison.Ordinal),
            "the end of the run that waited"
        );
        var address = $"{ApiRoutes.Experiments}/{experiment.Summary.Id}";
        await _lab.Member.Send(HttpMethod.Patch, address, """{"isArchived":true}""");
        await _lab.Member.Send(HttpMethod.Delete, address);
        await Until(
            _owners,
            said => Is(said, nameof(ILiveClient.ExperimentDeleted), experiment.Summary.Id),
            "word of the deletion for the owner"
        );
        // What was on its way to the other has come when what was told after it has.
        var open = await _lab.Member.Launch("open to all");
        await Until(
            _others,
            said =>
                Is(said, nameof(ILiveClient.ExperimentChanged), open.Summary.Id)
                && said.Contains("\"completed\"", StringComparison.Ordinal),
            "word of an open experiment for the other"
        );
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    private static bool Is(string said, string method, Guid id) =>
        said.StartsWith(method + " ", StringComparison.Ordinal) && said.Contains(id.ToString(), StringComparison.Ordinal);

    /// <summary>Every message that there is, as it came over the wire.</summary>
    private static async Task<HubConnection> Listen(Person person, ConcurrentQueue<string> said)
    {
        var hub = person.Hub();
        foreach (var method in typeof(ILiveClient).GetMethods())
            hub.On<JsonElement>(method.Name, word => said.Enqueue($"{method.Name} {word.GetRawText()}"));
        await hub.StartAsync();
        return hub;
    }

    private async Task<IReadOnlyList<string>> Counts()
    {
        var counts = new List<string>();
        foreach (var path in Lists.Where(path => !path.StartsWith(ApiRoutes.Queue, StringComparison.Ordinal)))
            counts.Add(
                $"{path}: {JsonDocument.Parse((await _lab.Other.Send(HttpMethod.Get, path)).Body).RootElement.GetProperty("total")}"
            );
        foreach (
            var path in new[]
            {
                ApiRoutes.Paper,
                ApiRoutes.Paper + "/fig1a",
                ApiRoutes.Paper + "/fig1a/runs",
                ApiRoutes.Paper + "/fig1a/report",
                ApiRoutes.Runs + "/known",
                ApiRoutes.Runs + "/groups?by=experiment",
            }
        )
            counts.Add($"{path}: {(await _lab.Other.Send(HttpMethod.Get, path)).Body}");
        return counts;
    }

    /// <summary>Every address that the server describes for reading, about this experiment where it is about one.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> Answers(Person person, Experiment experiment)
    {
        using var description = JsonDocument.Parse((await person.Send(HttpMethod.Get, "/openapi/v1.json")).Body);
        var answers = new Dictionary<string, string>();
        var paths = description
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => path.Name.TrimEnd('/'))
            .ToList();
        foreach (var path in paths.Where(path => !path.EndsWith("/sheet", StringComparison.Ordinal)))
        {
            var about = path.StartsWith(ApiRoutes.Experiments, StringComparison.Ordinal) ? experiment.Summary.Id : experiment.Runs[0].Id;
            var filled = path.Replace("{id}", about.ToString(), StringComparison.Ordinal)
                .Replace("{item}", "fig1a", StringComparison.Ordinal)
                .Replace("{name}", "synthetic", StringComparison.Ordinal);
            var query = $"fields=name,owner,experiment&by=experiment,name&runs={about}&take=500&days=1";
            answers[path] = (await person.Send(HttpMethod.Get, $"{filled}?{query}")).Body;
        }
        foreach (var filter in new[] { "zebra", "private = true", "tag:zebra-tag", "owner = grace", "status = running", "device ~ cpu" })
            answers[$"filter {filter}"] = (
                await person.Send(HttpMethod.Get, $"{ApiRoutes.Runs}/ids?filter={Uri.EscapeDataString(filter)}")
            ).Body;
        Guid[] ids = [.. experiment.Runs.Select(run => run.Id)];
        answers["POST previews"] = (await person.Send(HttpMethod.Post, ApiRoutes.RunActionPreviews, ids)).Body;
        answers["POST curves"] = (
            await person.Send(
                HttpMethod.Post,
                ApiRoutes.Curves,
                new
                {
                    windows = ids.Select(id => new
                    {
                        runId = id,
                        from = 0,
                        to = 1_000,
                    }),
                    buckets = 100,
                }
            )
        ).Body;
        return answers;
    }

    private static async Task Until(ConcurrentQueue<string> said, Func<string, bool> wanted, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!said.Any(wanted))
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Within 90 s there was not {what}.");
            await timer.WaitForNextTickAsync();
        }
    }
}

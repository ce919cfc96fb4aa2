using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Notifications;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Maintenance;

namespace WebLab.Server.Tests.Storage;

/// <summary>
/// A store that the real server of commit 5848dc5 filled, as its <c>weblab backup</c> wrote it, and what that server then answered.
/// Whatever becomes of documents since, this WebLab opens it with nothing missing.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class OldStoreTests : IDisposable
{
    private static readonly string Stores = Path.Combine(AppContext.BaseDirectory, "Stores");

    private readonly DirectoryInfo _store = Directory.CreateTempSubdirectory("weblab-old-");
    private readonly JsonElement _then = JsonDocument.Parse(File.ReadAllText(Path.Combine(Stores, "5848dc5.json"))).RootElement;

    [Fact]
    public async Task Store_of_commit_5848dc5_opens_with_all_its_runs_curves_accounts_and_checkpoints()
    {
        var (exitCode, _, error) = await WeblabCommand.Run("restore", Path.Combine(Stores, "5848dc5.zip"), "--store", _store.FullName);
        Assert.True(exitCode == 0, error);
        await using var server = await LabServer.StartWithAccounts(_store.FullName);
        using var ada = new Person(server.Address);
        using var grace = new Person(server.Address);
        Assert.Equal(HttpStatusCode.OK, (await ada.LogIn("ada")).Status);
        Assert.Equal(HttpStatusCode.OK, (await grace.LogIn("grace")).Status);
        Assert.Equal(
            [("ada", Role.Admin), ("grace", Role.Member)],
            (await ada.Get<List<AccountInfo>>(ApiRoutes.Accounts)).Select(account => (account.Name, account.Role))
        );

        var runs = (await ada.Get<Page<RunSummary>>($"{ApiRoutes.Runs}?take=100")).Items;
        Assert.Equal(
            _then.GetProperty("names").EnumerateObject().Select(run => (run.Name, run.Value.GetString())).Order(),
            runs.Select(run => ($"{run.Id}", (string?)run.Name)).Order()
        );
        // A recipe of then equals one of today that means the same.
        var today = new RunSpec
        {
            TrainSize = 200,
            TestSize = 100,
            BatchSize = 50,
            Epochs = 4,
            Model = ModelName.Mlp1x512,
            Corruption = new() { Kind = CorruptionKind.RandomLabels },
        };
        Assert.Equal(today, runs.Single(run => run.Name == "mlp random-labels").Spec);
        await AssertCurves(ada);
        await AssertWhatPeopleAdded(ada, grace);
        await AssertTrainsOn(server, ada, grace);
    }

    public void Dispose() => _store.Delete(recursive: true);

    /// <summary>Every value of every series, whatever a metric is called by now.</summary>
    private async Task AssertCurves(Person person)
    {
        var curves = _then.GetProperty("curves").EnumerateObject().ToList();
        Assert.Equal(5, curves.Count);
        foreach (var then in curves)
        {
            var now = await person.Get<Curve>($"{ApiRoutes.Runs}/{then.Name}/curve?buckets=5000");
            Assert.Equal(then.Value.GetProperty("lastSequence").GetInt64(), now.LastSequence);
            Assert.Equal(
                then.Value.GetProperty("series")
                    .EnumerateArray()
                    .Select(series => Text(Numbers<int>(series, "steps"), Numbers<float>(series, "last")))
                    .Order(),
                now.Series.Select(series => Text(series.Steps, series.Last)).Order()
            );
        }
    }

    private async Task AssertWhatPeopleAdded(Person ada, Person grace)
    {
        var archived = await grace.Get<RunSummary>($"{ApiRoutes.Runs}/{Id("archived")}");
        Assert.NotNull(archived.ArchivedAt);
        Assert.Equal(["kept", "true"], (await ada.Get<RunSummary>($"{ApiRoutes.Runs}/{Id("tagged")}")).Tags);
        Assert.Equal("It **memorises**.", (await ada.Get<RunSummary>($"{ApiRoutes.Runs}/{Id("noted")}")).Note);
        Assert.Equal("a script", Assert.Single(await ada.Get<List<TokenInfo>>(ApiRoutes.Tokens)).Name);
        Assert.Equal("http://127.0.0.1:9/hook", Assert.Single(await ada.Get<List<WebhookInfo>>(ApiRoutes.Webhooks)).Url);
        Assert.True((await ada.Get<NotificationList>(ApiRoutes.Notifications)).Total >= _then.GetProperty("notifications").GetInt32());
        Assert.Contains("\"ada\"", (await ada.Send(HttpMethod.Get, $"{ApiRoutes.Audit}/json")).Body, StringComparison.Ordinal);
    }

    private async Task AssertTrainsOn(LabServer server, Person ada, Person grace)
    {
        var paused = Id("paused");
        var before = await grace.Get<RunSummary>($"{ApiRoutes.Runs}/{paused}");
        Assert.Equal((RunStatus.Paused, 395), (before.Status, before.Checkpoint!.Step));
        await grace.Send(HttpMethod.Post, $"{ApiRoutes.Runs}/{paused}/resume");
        var order = _then.GetProperty("order").EnumerateArray().Select(id => id.GetGuid()).ToList();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await AreAllCompleted([paused, .. order], ada))
        {
            Assert.False(late.IsCancellationRequested, $"Within 120 s not all runs were completed; the server said: {server.Output}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        // One that begins anew gives the same curve: only its worker tells them apart.
        var log = await grace.Get<RunLog>($"{ApiRoutes.Runs}/{paused}/log");
        Assert.Contains("It goes on from step 395.", log.Lines);
        // In the order that somebody had given the queue.
        var started = await Task.WhenAll(order.Select(id => ada.Get<RunSummary>($"{ApiRoutes.Runs}/{id}")));
        Assert.Equal(order, started.OrderBy(run => run.StartedAt).Select(run => run.Id));
        var after = await ada.Get<Curve>($"{ApiRoutes.Runs}/{paused}/curve?buckets=5000");
        var losses = after.Series.Single(series => series.Metric == Metric.StepLoss);
        Assert.Equal(Enumerable.Range(1, 600), losses.Steps);
    }

    private static async Task<bool> AreAllCompleted(IEnumerable<Guid> ids, Person person) =>
        (await Task.WhenAll(ids.Select(id => person.Get<RunSummary>($"{ApiRoutes.Runs}/{id}")))).All(run =>
            run.Status == RunStatus.Completed
        );

    private Guid Id(string name) => _then.GetProperty(name).GetGuid();

    private static T[] Numbers<T>(JsonElement series, string name) => series.GetProperty(name).Deserialize<T[]>(LabJson.Options)!;

    private static string Text(IEnumerable<int> steps, IEnumerable<float> values) =>
        $"{string.Join(' ', steps)}: {string.Join(' ', values)}";
}

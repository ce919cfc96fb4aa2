using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Notifications;

[Trait("Speed", "Slow")]
public sealed class NotificationTests(SharedLab lab)
{
    [Fact]
    public async Task Runs_that_end_or_fail_are_told_of_until_they_are_marked_as_read()
    {
        await using var server = await LabServer.Start();
        var client = server.Client;
        var (good, bad) = (await client.LaunchOne(Specs.Short), await client.LaunchOne(Specs.Diverging));
        await using var watcher = await Watcher.Start(client);
        await watcher.Until(good.Id, RunStatus.Completed);
        var failed = await watcher.Until(bad.Id, RunStatus.Failed);

        var list = await Until(client, list => list.Total == 2);
        Assert.Equal(2, list.Unread);
        Assert.Equal((NotificationKind.Failed, bad.Id, failed.StatusDetail), (list.Items[0].Kind, list.Items[0].RunId, list.Items[0].Text));
        Assert.Equal((NotificationKind.Ended, good.Id), (list.Items[1].Kind, list.Items[1].RunId));
        Assert.StartsWith("Completed: test accuracy ", list.Items[1].Text, StringComparison.Ordinal);

        await client.Post(
            $"{ApiRoutes.Notifications}/read",
            JsonSerializer.Serialize(new NotificationsRead([list.Items[0].Id]), LabJson.Options)
        );
        Assert.Equal([true, false], (await client.Get<NotificationList>(ApiRoutes.Notifications)).Items.Select(item => item.IsRead));
        await client.Post($"{ApiRoutes.Notifications}/read", """{"ids": []}""");
        Assert.Equal(0, (await client.Get<NotificationList>(ApiRoutes.Notifications)).Unread);
    }

    [Fact]
    public async Task Run_whose_worker_is_not_heard_any_more_is_told_of_once()
    {
        await using var server = await LabServer.Start(settings: ["--Notifications:SilentSeconds", "8"]);
        var worker = await server.Spare();
        var run = await server.Client.LaunchOne(Specs.Endless);
        await using var watcher = await Watcher.Start(server.Client, run.Id);
        await watcher.UntilPoints(run.Id, 20);
        Processes.Freeze(worker, isFrozen: true);
        var list = await Until(server.Client, list => list.Total > 0);
        var stalled = Assert.Single(list.Items);
        Assert.Equal((NotificationKind.Stalled, run.Id), (stalled.Kind, stalled.RunId));
        Assert.Matches(@"^Its worker has not been heard for \d+ s\.$", stalled.Text);
        Processes.Freeze(worker, isFrozen: false);
        await server.Client.Cancel(run.Id);
        await watcher.Until(run.Id, RunStatus.Cancelled);
        // Of one's own cancel nothing is told: what comes after it stands next.
        var next = await server.Client.LaunchOne(Specs.Short);
        Assert.Equal(
            [(NotificationKind.Ended, next.Id), (NotificationKind.Stalled, run.Id)],
            (await Until(server.Client, list => list.Total == 2)).Items.Select(item => (item.Kind, item.RunId))
        );
    }

    [Fact]
    public async Task An_experiment_is_told_of_once_with_how_its_runs_ended()
    {
        var experiment = await lab.Client.Launch(Specs.Short, Specs.Short with { Seed = 2 }, Specs.Diverging);
        var list = await Until(lab.Client, list => Of(list).Any());
        var told = Assert.Single(Of(list));
        Assert.Equal((NotificationKind.Failed, 3), (told.Kind, told.Runs));
        Assert.Equal("All 3 runs are done: 2 completed, 1 failed.", told.Text);

        IEnumerable<Notification> Of(NotificationList all) => all.Items.Where(item => item.ExperimentId == experiment.Summary.Id);
    }

    private static async Task<NotificationList> Until(LabClient client, Func<NotificationList, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (true)
        {
            var list = await client.Get<NotificationList>(ApiRoutes.Notifications);
            if (wanted(list))
                return list;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Within 60 s there was not the notification; there were {list.Total}.");
            await timer.WaitForNextTickAsync();
        }
    }
}

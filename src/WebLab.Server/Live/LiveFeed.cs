using WebLab.Contracts.Live;
using WebLab.Contracts.Runs;
using WebLab.Server.Accounts;
using WebLab.Server.Datasets;
using WebLab.Server.Datasets.Imports;
using WebLab.Server.Experiments;
using WebLab.Server.Queue;
using WebLab.Server.Runs;

namespace WebLab.Server.Live;

/// <summary>Tells the browsers what changed in the stores.</summary>
internal sealed class LiveFeed(
    RunQueue queue,
    ExperimentStore experiments,
    DatasetLibrary datasets,
    VisibleDatasets visible,
    ImportQueue imports,
    Broadcaster broadcaster
) : IHostedService
{
    /// <summary>Places in the queue are pushed for so many runs; who looks further down reads them with the list.</summary>
    private const int PushedPlaces = 50;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        datasets.Changed += dataset =>
            broadcaster.Tell(
                dataset.Facts.Name,
                caller => datasets.MaySee(dataset.Facts.Name, caller),
                (client, caller) => client.DatasetChanged(visible.Show(dataset, caller))
            );
        datasets.Gone += (name, whose) => broadcaster.Tell(name, whose, (client, _) => client.DatasetDeleted(name));
        imports.Changed += import =>
            broadcaster.Tell(import.Id, import.IsFor, (client, _) => client.ImportChanged(import.Info with { Preview = null }));
        experiments.Changed += experiment =>
            broadcaster.Tell(
                experiment.Id,
                caller => caller.MaySee(experiment),
                (client, _) => experiments.Find(experiment.Id) is { } now ? client.ExperimentChanged(now) : Task.CompletedTask
            );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task Follow(RunChange change)
    {
        var (before, after) = change;
        if (change.Advance is { } advance)
        {
            broadcaster.TellAdvance(after!, advance);
            return Task.CompletedTask;
        }
        if (after is not null)
            broadcaster.Tell(after.Id, caller => caller.MaySee(after), (client, _) => client.RunChanged(after));
        else if (before is not null)
            broadcaster.Tell(before.Id, caller => caller.MaySee(before), (client, _) => client.RunDeleted(before.Id));
        if (!change.IsOfStatus)
            return Task.CompletedTask;
        if (RunStatus.Queued == before?.Status || RunStatus.Queued == after?.Status)
            broadcaster.Tell(queue, _ => true, PushPlaces);
        var run = (after ?? before)!;
        broadcaster.Tell(
            run.ExperimentId,
            caller => caller.MaySee(run),
            (client, _) =>
                experiments.Find(run.ExperimentId) is { } experiment
                    ? client.ExperimentChanged(experiment)
                    : client.ExperimentDeleted(run.ExperimentId)
        );
        return Task.CompletedTask;
    }

    private async Task PushPlaces(ILiveClient client, Caller caller)
    {
        foreach (var run in queue.Head(PushedPlaces).Where(caller.MaySee))
            await client.RunChanged(run);
    }
}

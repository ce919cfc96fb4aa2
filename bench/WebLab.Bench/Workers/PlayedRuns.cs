using WebLab.Bench.Store;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Runs;
using WebLab.Server.Workers;

namespace WebLab.Bench.Workers;

/// <summary>Runs that a server finds running when it starts, with the tokens of their workers, which the bench plays.</summary>
internal static class PlayedRuns
{
    /// <summary>More steps than any measurement sends.</summary>
    public const int Epochs = 1_000,
        StepsPerEpoch = 100;

    // The first device of every machine without a GPU; a run on another one stays unclaimed.
    private const string Device = "cpu-0";

    /// <summary>Writes an experiment of running runs into a store that no server uses yet.</summary>
    public static async Task<IReadOnlyList<(RunSummary Run, string Token)>> Add(LabStores stores, StandIn standIn, string name, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var experiment = new ExperimentSummary
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            Description = "Played by weblab bench.",
            CreatedAt = now,
        };
        var spec = new RunSpec
        {
            Epochs = Epochs,
            TrainSize = StepsPerEpoch * 128,
            BatchSize = 128,
        };
        var runs = Enumerable
            .Range(0, count)
            .Select(index => new RunSummary
            {
                Id = Guid.CreateVersion7(),
                ExperimentId = experiment.Id,
                ExperimentName = name,
                Index = index,
                Name = $"played {index + 1}",
                Spec = spec with { Seed = index + 1 },
                Status = RunStatus.Running,
                CreatedAt = now,
                StartedAt = now,
                LastSeenAt = now,
                Facts = new(535_818, StepsPerEpoch, 0, new('0', 64), "cpu", 1),
            })
            .ToList();
        await stores.Experiments.Add(experiment, runs);
        var workers = new WorkerStore(stores.Database);
        var played = runs.Select(run => (run, WorkerToken.Create(run.Id))).ToList();
        await stores.Database.Write(writing =>
        {
            foreach (var (run, token) in played)
                workers.Save(
                    writing,
                    new(run.Id, Device, WorkerToken.Hash(token), Launcher: WebLab.Server.Devices.Device.Local, Handle: standIn.Handle)
                );
        });
        return played;
    }
}

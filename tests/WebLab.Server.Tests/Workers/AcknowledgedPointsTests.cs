using System.Diagnostics;
using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Devices;
using WebLab.Server.Experiments;
using WebLab.Server.Runs;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Workers;

/// <summary>Several workers at once, as fast as the server takes it, and a server that is killed in the midst.</summary>
[Trait("Speed", "Slow")]
public sealed class AcknowledgedPointsTests : IDisposable
{
    private const int Runs = 4,
        PointsABatch = 700,
        Kills = 3,
        BatchesBeforeAKill = 40;

    private readonly TemporaryStore _store = new();

    // Waits for an order and gets none: the server takes an active run for dead unless a process stands for its worker.
    private readonly Process _standIn = Process.Start(
        new ProcessStartInfo("dotnet", [Built.Worker, "worker"]) { RedirectStandardInput = true, RedirectStandardOutput = true }
    )!;

    [Fact]
    public async Task What_was_acknowledged_survives_every_kill_to_the_bit_and_so_do_its_summaries()
    {
        var played = await Play();
        var acknowledged = new long[Runs];
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = await LabServer.Start(_store.Folder.Root);
            using var claimed = new CountdownEvent(Runs);
            using var enough = new CountdownEvent(BatchesBeforeAKill);
            var sending = played.Select((worker, index) => Send(server, worker, index, acknowledged, claimed, enough)).ToList();
            Assert.True(
                await Task.Run(() => enough.Wait(TimeSpan.FromMinutes(3))),
                $"{enough.CurrentCount} of {BatchesBeforeAKill} batches were not acknowledged; {claimed.CurrentCount} of {Runs} workers "
                    + "had not claimed their run."
            );
            await server.Kill();
            await Task.WhenAll(sending);
        }
        _store.Open();
        for (var index = 0; index < Runs; index++)
        {
            var curve = _store.Curves.Read(played[index].RunId);
            Assert.True(
                curve.LastSequence >= acknowledged[index],
                $"Acknowledged up to {acknowledged[index]}, stored up to {curve.LastSequence}."
            );
            var series = curve.Series.Single();
            Assert.True(series.BucketWidth > 1);
            for (var bucket = 0; bucket < series.Steps.Count; bucket++)
            {
                var first = bucket * series.BucketWidth + 1;
                var values = Enumerable.Range(first, series.Steps[bucket] - first + 1).Select(step => Value(index, step)).ToList();
                Assert.Equal((values.Min(), values.Max(), values[^1]), (series.Min![bucket], series.Max![bucket], series.Last[bucket]));
            }
        }
    }

    public void Dispose()
    {
        if (!_standIn.HasExited)
            _standIn.Kill();
        _standIn.WaitForExit();
        _standIn.Dispose();
        _store.Dispose();
    }

    /// <summary>Writes running runs with workers' tokens, and leaves the store to a server.</summary>
    private async Task<IReadOnlyList<(Guid RunId, string Token)>> Play()
    {
        var now = TimeProvider.System.GetUtcNow();
        var experiment = new ExperimentSummary
        {
            Id = Guid.CreateVersion7(),
            Name = "played",
            Description = "",
            CreatedAt = now,
        };
        var runs = Enumerable
            .Range(0, Runs)
            .Select(index => new RunSummary
            {
                Id = Guid.CreateVersion7(),
                ExperimentId = experiment.Id,
                ExperimentName = experiment.Name,
                Index = index,
                Name = $"played {index}",
                Spec = Specs.Endless,
                Status = RunStatus.Running,
                CreatedAt = now,
                StartedAt = now,
            })
            .ToList();
        await new ExperimentStore(_store.Database, new RunStore(_store.Database), _store.Curves, _store.Folder).Add(experiment, runs);
        var workers = new WorkerStore(_store.Database);
        var played = runs.Select(run => (run.Id, WorkerToken.Create(run.Id))).ToList();
        await _store.Database.Write(writing =>
        {
            foreach (var (run, token) in played)
                workers.Save(writing, new(run, "cpu-0", WorkerToken.Hash(token), Device.Local, LocalWorker.HandleOf(_standIn)));
        });
        _store.Close();
        return played;
    }

    private static async Task Send(
        LabServer server,
        (Guid RunId, string Token) worker,
        int index,
        long[] acknowledged,
        CountdownEvent claimed,
        CountdownEvent enough
    )
    {
        await using var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(server.Address, ApiRoutes.WorkerHub),
                options => options.AccessTokenProvider = () => Task.FromResult<string?>(worker.Token)
            )
            .AddMessagePackProtocol(pack =>
                pack.SerializerOptions = MessagePackSerializerOptions
                    .Standard.WithResolver(ContractlessStandardResolver.Instance)
                    .WithSecurity(MessagePackSecurity.UntrustedData)
            )
            .Build();
        await hub.StartAsync();
        var assignment = await hub.InvokeAsync<WorkerAssignment>(nameof(IWorkerHub.Claim));
        Assert.True(
            assignment.LastSequence >= acknowledged[index],
            $"Acknowledged up to {acknowledged[index]}, remembered up to {assignment.LastSequence}."
        );
        acknowledged[index] = assignment.LastSequence;
        claimed.Signal();
        try
        {
            while (true)
            {
                var points = Enumerable
                    .Range((int)acknowledged[index] + 1, PointsABatch)
                    .Select(step => new Point(Metric.StepLoss, step, Value(index, step), step))
                    .ToList();
                acknowledged[index] = await hub.InvokeAsync<long>(
                    nameof(IWorkerHub.Report),
                    PointBatch.Of(acknowledged[index] + 1, points)
                );
                // A kill before the last has claimed would pass for a fault of its claim.
                if (claimed.IsSet && !enough.IsSet)
                    enough.Signal();
            }
        }
        catch (Exception error)
            when (error
                    is IOException
                        or InvalidOperationException
                        or OperationCanceledException
                        or System.Net.WebSockets.WebSocketException
            )
        {
            // The server is gone, as it should be.
        }
    }

    private static float Value(int run, int step) => (float)Math.Sin(step * 12.9898 + run) * 43_758.547f;
}

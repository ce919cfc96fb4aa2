using System.Diagnostics;
using System.Globalization;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Runs;
namespace WebLab.Server.Tests.Workers;

[Trait("Speed", "Slow")]
public sealed class ResumedRunTests : IDisposable
{
    private static Curve? _whole;

    private static readonly string[] OftenSaved = ["--Checkpoints:SecondsBetween", "0.3"];

    private readonly DirectoryInfo _store = Directory.CreateTempSubdirectory("weblab-server-");

    [Fact]
    public async Task Run_that_should_goes_on_by_itself_after_server_and_worker_were_killed()
    {
        Guid resumed;
        var before = await LabServer.Start(_store.FullName, settings: OftenSaved);
        await using (before)
        {
            var run = await before.Client.LaunchOne(PauseTests.Drawing, resumesItself: true);
            resumed = run.Id;
            await using var watcher = await Watcher.Start(before.Client, resumed);
            await watcher.Until(resumed, run => run.Checkpoint is { Step: > 50 }, "a checkpoint");
            await KillAll(before);
        }

        await using var after = await LabServer.Start(_store.FullName, settings: OftenSaved);
        await using var second = await Watcher.Start(after.Client, resumed);
        await second.Until(resumed, run => run.Checkpoint is { Step: > 300 }, "a later checkpoint");
        await KillAll(after);

        await using var last = await LabServer.Start(_store.FullName, settings: OftenSaved);
        await using var third = await Watcher.Start(last.Client);
        await third.Until(resumed, RunStatus.Completed);
        PauseTests.AssertSame(await Whole(last), await last.Client.Curve(resumed));
        Assert.Contains("\"completed\"", (await last.Client.Get($"/api/runs/{resumed}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_is_told_to_end_takes_a_checkpoint_first_and_the_run_loses_no_step()
    {
        Guid id;
        await using (var before = await LabServer.Start(_store.FullName))
        {
            id = (await before.Client.LaunchOne(PauseTests.Drawing)).Id;
            await using var watcher = await Watcher.Start(before.Client, id);
            await watcher.UntilPoints(id, 100);
        }

        await using var after = await LabServer.Start(_store.FullName);
        var interrupted = await after.Client.Run(id);
        var step = interrupted.Checkpoint!.Step;
        Assert.Equal(
            (
                RunStatus.Interrupted,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The server was stopped; the run goes on from step {step:N0} when it is resumed."
                )
            ),
            (interrupted.Status, interrupted.StatusDetail)
        );
        Assert.Equal(step, interrupted.Progress!.Step);
        await after.Client.Act(id, "resume");
        await using var next = await Watcher.Start(after.Client);
        await next.Until(id, RunStatus.Completed);
        PauseTests.AssertSame(await Whole(after), await after.Client.Curve(id));
    }

    [Fact]
    public async Task Server_that_is_told_to_end_ends_as_soon_as_its_worker_has()
    {
        // Three times: the fault that made it wait for the whole patience showed in every second stop.
        for (var stop = 0; stop < 3; stop++)
        {
            var server = await LabServer.Start(settings: ["--Scheduler:SecondsToPause", "25"]);
            long told;
            await using (server)
            {
                var run = await server.Client.LaunchOne(Specs.Endless);
                await using var watcher = await Watcher.Start(server.Client, run.Id);
                await watcher.UntilPoints(run.Id, 10);
                told = Stopwatch.GetTimestamp();
            }
            Assert.InRange(Stopwatch.GetElapsedTime(told).TotalSeconds, 0, 15);
        }
    }

    [Fact]
    public async Task Damaged_checkpoint_is_passed_over_for_the_one_before_it()
    {
        await using var server = await LabServer.Start(_store.FullName, settings: OftenSaved);
        var run = await server.Client.LaunchOne(PauseTests.Drawing);
        await using var watcher = await Watcher.Start(server.Client, run.Id);
        await watcher.Until(run.Id, run => run.Checkpoint is { Step: > 50 }, "a checkpoint");
        await server.Client.Act(run.Id, "pause");
        await watcher.Until(run.Id, RunStatus.Paused);

        var files = Directory
            .GetFiles(Path.Combine(_store.FullName, "checkpoints"), CheckpointName.PatternOf(run.Id))
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.Equal(2, files.Count);
        await using (var newest = File.OpenWrite(files[^1]))
            newest.SetLength(newest.Length / 2);
        await server.Client.Act(run.Id, "resume");
        await watcher.Until(run.Id, RunStatus.Completed);
        PauseTests.AssertSame(await Whole(server), await server.Client.Curve(run.Id));
        Assert.Contains(
            "passed over",
            await File.ReadAllTextAsync(Path.Combine(_store.FullName, "logs", $"{run.Id:N}.log")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Checkpoints_over_budget_are_deleted_and_the_run_still_completes()
    {
        // One checkpoint of MLP 1x512 takes 9.7 MB.
        await using var server = await LabServer.Start(
            _store.FullName,
            settings: [.. OftenSaved, "--Checkpoints:BudgetMegabytes", "11", "--Checkpoints:KeepFinal", "true"]
        );
        var spec = PauseTests.Drawing with { Epochs = 30 };
        var experiment = await server.Client.Launch(spec, spec);
        await using var watcher = await Watcher.Start(server.Client);
        foreach (var run in experiment.Runs)
            await watcher.Until(run.Id, RunStatus.Completed);
        // They go after the run's end was told, by themselves.
        string[] files = [];
        await Waiting.Until(
            () =>
                (files = Directory.GetFiles(Path.Combine(_store.FullName, "checkpoints"))) is [var only]
                && only.EndsWith(".final.checkpoint", StringComparison.Ordinal),
            TimeSpan.FromSeconds(30),
            () => $"one final checkpoint alone; there were: {string.Join(", ", files)}"
        );
    }

    public void Dispose() => _store.Delete(recursive: true);

    /// <summary>The curve of the recipe when nothing interrupts it, which is the same on every server.</summary>
    private static async Task<Curve> Whole(LabServer server)
    {
        if (_whole is null)
        {
            var run = await server.Client.LaunchOne(PauseTests.Drawing);
            await using var watcher = await Watcher.Start(server.Client);
            await watcher.Until(run.Id, RunStatus.Completed);
            _whole = await server.Client.Curve(run.Id);
        }
        return _whole;
    }

    private static async Task KillAll(LabServer server)
    {
        var workers = server.Workers();
        await server.Kill();
        foreach (var worker in workers.Where(Processes.Lives))
            Processes.Kill(worker);
        foreach (var worker in workers)
            await Processes.Ended(worker, TimeSpan.FromSeconds(30));
    }
}

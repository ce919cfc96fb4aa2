using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;
using WebLab.Server.Tests.Runs;

namespace WebLab.Server.Tests.Workers;

[Trait("Speed", "Slow")]
public sealed class WorkerDeathTests
{
    /// <summary>It takes no five seconds, but for others that have the machine.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Killed_worker_fails_its_run_and_the_next_run_goes_on()
    {
        await using var server = await LabServer.Start();
        await using var watcher = await Watcher.Start(server.Client);
        var spare = await server.Spare();
        var experiment = await server.Client.Launch(Specs.Endless, Specs.Short);
        var (first, next) = (experiment.Runs[0], experiment.Runs[1]);
        await watcher.Watch(first.Id);
        await watcher.UntilPoints(first.Id, 20);

        Processes.Kill(spare);
        var failed = await watcher.Until(first.Id, RunStatus.Failed, Soon);

        Assert.Equal(
            "The worker was killed, most likely because the machine ran out of memory; a smaller batch, network or training set needs "
                + "less.",
            failed.StatusDetail
        );
        await watcher.Until(next.Id, RunStatus.Completed);
        Assert.True((await server.Client.Curve(first.Id)).LastSequence >= watcher.LastSequence(first.Id));
    }

    [Fact]
    public async Task Worker_killed_in_the_middle_of_an_audit_fails_it_and_leaves_a_whole_report_of_what_was_answered()
    {
        await using var server = await LabServer.Start();
        await using var watcher = await Watcher.Start(server.Client);
        var spare = await server.Spare();
        var experiment = await server.Client.Launch(AnalysisApiTests.LongAudit, Specs.Short);
        var audit = experiment.Runs[0].Id;
        await watcher.Until(audit, RunStatus.Running);
        await Waiting.Until(
            async () => (await server.Client.Get($"{ApiRoutes.Runs}/{audit}/report")) is { Status: HttpStatusCode.OK, Body.Length: > 0 },
            TimeSpan.FromSeconds(30),
            () => "a first answer of the audit"
        );

        Processes.Kill(spare);
        await watcher.Until(audit, RunStatus.Failed, Soon);

        Assert.Equal(7_000, (await server.Client.Get<LabelAuditReport>($"{ApiRoutes.Runs}/{audit}/report")).Examples);
        await watcher.Until(experiment.Runs[1].Id, RunStatus.Completed);
    }

    [Fact]
    public async Task Server_that_is_told_to_end_interrupts_its_run_and_leaves_no_worker()
    {
        Guid runId;
        IReadOnlyList<int> workers;
        var store = Directory.CreateTempSubdirectory("weblab-server-");
        await using (var server = await LabServer.Start(store.FullName))
        {
            runId = (await server.Client.LaunchOne(Specs.Endless)).Id;
            await using var watcher = await Watcher.Start(server.Client, runId);
            await watcher.UntilPoints(runId);
            workers = server.Workers();
        }
        Assert.NotEmpty(workers);
        Assert.DoesNotContain(workers, Processes.Lives);
        await using (var server = await LabServer.Start(store.FullName))
        {
            var run = await server.Client.Run(runId);
            Assert.Equal(RunStatus.Interrupted, run.Status);
            Assert.StartsWith("The server was stopped; the run goes on from step ", run.StatusDetail, StringComparison.Ordinal);
        }
        store.Delete(recursive: true);
    }
}

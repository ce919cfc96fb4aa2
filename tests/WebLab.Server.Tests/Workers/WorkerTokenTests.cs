using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Workers;

/// <summary>A worker's token dies with its job, also for a connection that was opened with it before.</summary>
[Trait("Speed", "Slow")]
public sealed class WorkerTokenTests
{
    [Fact]
    public async Task A_worker_that_calls_a_lab_with_accounts_leaves_no_word_of_a_refusal_in_the_log()
    {
        await using var server = await LabServer.StartWithAccounts();
        using var admin = await Person.FirstAdmin(server);
        var run = (await admin.Launch("Called for", spec: Specs.Short)).Runs[0];
        await admin.Until<RunSummary>($"{ApiRoutes.Runs}/{run.Id}", now => now.Status == RunStatus.Completed, "a completed run");
        Assert.DoesNotContain("not authenticated", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Used_again_after_the_end_it_opens_nothing_and_changes_nothing()
    {
        await using var worker = new HostileWorker();
        await worker.InitializeAsync();
        await worker.Hub.InvokeAsync(nameof(IWorkerHub.Finish), WorkerEnd.Failed, "It was enough.", null);
        var ended = await worker.Server.Client.Run(worker.Run.Id);
        Assert.Equal((RunStatus.Failed, "It was enough."), (ended.Status, ended.StatusDetail));

        await using var again = worker.Connect();
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => again.StartAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using (var http = new HttpClient { BaseAddress = worker.Server.Address })
        {
            // Nor is it good for anything but the worker's hub.
            http.DefaultRequestHeaders.Authorization = new("Bearer", worker.Token);
            using var answer = await http.PostAsync($"{ApiRoutes.WorkerHub}/negotiate", null, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        // The connection from before may still be open: it says nothing that counts.
        foreach (
            var (method, arguments) in new (string, object?[])[]
            {
                (nameof(IWorkerHub.Claim), []),
                (nameof(IWorkerHub.Report), [PointBatch.Of(3, [new(Metric.StepLoss, 21, 0f, 1_000)])]),
                (nameof(IWorkerHub.Advance), [new RunProgress(1, 10, 5, 100, 1_000, 3), null]),
                (nameof(IWorkerHub.Saved), [new CheckpointInfo(1, 1, 1, DateTimeOffset.UnixEpoch)]),
            }
        )
            await Assert.ThrowsAnyAsync<Exception>(() => worker.Hub.InvokeCoreAsync(method, arguments));
        await Record.ExceptionAsync(() => worker.Hub.InvokeAsync(nameof(IWorkerHub.Finish), WorkerEnd.Completed, null, null));
        Assert.Equal(
            ended,
            await worker.Server.Client.Run(worker.Run.Id) with
            {
                Spec = ended.Spec,
                Facts = ended.Facts,
                Tags = ended.Tags,
                Pauses = ended.Pauses,
            }
        );
        Assert.Equal(2, (await worker.Server.Client.Curve(worker.Run.Id)).LastSequence);
    }
}

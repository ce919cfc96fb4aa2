using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Retention;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Retention;

[Trait("Speed", "Slow")]
public sealed class RetentionTests(SharedLab lab)
{
    [Fact]
    public async Task Dry_run_deletes_nothing_and_runs_that_ended_today_are_not_old()
    {
        var run = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client);
        await watcher.Until(run.Id, RunStatus.Completed);
        var plan = await lab.Client.Get<RetentionPlan>($"{ApiRoutes.Retention}?days=1");
        Assert.Equal((1, 0, 0L), (plan.Days, plan.Runs, plan.Bytes));
        var (status, _) = await lab.Client.Post(
            ApiRoutes.Retention,
            JsonSerializer.Serialize(new RetentionRequest(1, plan.Fingerprint), LabJson.Options)
        );
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(RunStatus.Completed, (await lab.Client.Run(run.Id)).Status);
    }

    [Fact]
    public async Task Days_out_of_range_and_a_plan_that_was_not_shown_are_refused()
    {
        foreach (var days in new[] { "0", "-1", "10001", "x" })
            Assert.Equal(HttpStatusCode.BadRequest, (await lab.Client.Get($"{ApiRoutes.Retention}?days={days}")).Status);
        var (status, body) = await lab.Client.Post(ApiRoutes.Retention, """{"days": 1, "fingerprint": "another"}""");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("look at the new list first", body, StringComparison.Ordinal);
    }
}

using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs.Lists;

[Trait("Speed", "Slow")]
public sealed class RunRowApiTests(SharedLab lab)
{
    [Fact]
    public async Task A_row_has_the_cells_asked_for_and_follows_a_change_at_once()
    {
        var run = await Completed();
        var row = await Row(run.Id, "model,test.best,test.best.epoch,loss.best.epoch,tag");
        Assert.Equal(run.Name, row.Name);
        Assert.Equal("linear", row.Cells[0]);
        Assert.Equal($"{run.Result!.BestTestEpoch}", row.Cells[2]);
        Assert.Equal($"{run.Result.Metrics!["train.loss"].Best!.Epoch}", row.Cells[3]);
        Assert.Null(row.Cells[4]);
        await lab.Client.Post(ApiRoutes.RunActions, $$"""{"verb":"tag","ids":["{{run.Id}}"],"tags":["seen"]}""");
        Assert.Equal("seen", (await Row(run.Id, "tag")).Cells[0]);
    }

    [Theory]
    [InlineData("fields=nonsense", "fields must name fields, for example model,test.acc; one was nonsense.")]
    [InlineData("fields=model&take=0", "take must be 1 to 500; it was 0.")]
    [InlineData("fields=model&sort=nonsense", "sort must name a field, for example test.acc or -created; it was nonsense.")]
    [InlineData("fields=model&filter=model%20%3D", "filter, column")]
    public async Task A_bad_question_is_400_with_a_sentence(string query, string sentence)
    {
        var (status, body) = await lab.Client.Get($"{ApiRoutes.Runs}/rows?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_runs_come_in_the_order_of_their_ids_without_those_that_are_gone()
    {
        var (one, other) = (await Completed(), await Completed());
        var (_, body) = await lab.Client.Post($"{ApiRoutes.Runs}/some", $"""["{other.Id}","{Guid.NewGuid()}","{one.Id}"]""");
        Assert.Equal(
            [other.Id, one.Id],
            System.Text.Json.JsonSerializer.Deserialize<List<RunSummary>>(body, LabJson.Options)!.Select(run => run.Id)
        );
        var (status, refusal) = await lab.Client.Post($"{ApiRoutes.Runs}/some", "[]");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("ids must be 1 to 500 ids of runs; there were 0.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_verb_says_to_how_many_it_applies()
    {
        var run = await Completed();
        var (_, body) = await lab.Client.Post(ApiRoutes.RunActionPreviews, $"""["{run.Id}","{Guid.NewGuid()}"]""");
        var previews = System.Text.Json.JsonSerializer.Deserialize<List<RunActionPreview>>(body, LabJson.Options)!;
        Assert.Equal(1, previews.Single(preview => preview.Verb == RunVerb.Archive).Applies);
        Assert.Equal(
            (0, "It has ended already: it is completed."),
            previews.Where(preview => preview.Verb == RunVerb.Cancel).Select(preview => (preview.Applies, preview.Reason)).Single()
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_goes_takes_its_files_along(bool isPurged)
    {
        var run = await Completed();
        var log = Path.Combine(lab.Server.Store, "logs", $"{run.Id:N}.log");
        await File.AppendAllTextAsync(log, "a line\n");
        if (isPurged)
        {
            await lab.Client.Post(ApiRoutes.RunActions, $$"""{"verb":"archive","ids":["{{run.Id}}"]}""");
            var (_, body) = await lab.Client.Post(ApiRoutes.RunActions, $$"""{"verb":"purge","ids":["{{run.Id}}"]}""");
            Assert.True(System.Text.Json.JsonSerializer.Deserialize<RunActionResult>(body, LabJson.Options)!.BytesFreed >= 7);
        }
        else
        {
            await lab.Client.Delete(run.Id);
        }
        Assert.Empty(Directory.EnumerateFiles(lab.Server.Store, $"{run.Id:N}*", SearchOption.AllDirectories));
    }

    private async Task<RunRow> Row(Guid id, string fields) =>
        (await lab.Client.Get<Page<RunRow>>($"{ApiRoutes.Runs}/rows?fields={fields}&filter=id%20%3D%20{id}")).Items.Single();

    private async Task<RunSummary> Completed()
    {
        var run = await lab.Client.LaunchOne(Specs.Short);
        await using var watcher = await Watcher.Start(lab.Client);
        return await watcher.Until(run.Id, RunStatus.Completed);
    }
}

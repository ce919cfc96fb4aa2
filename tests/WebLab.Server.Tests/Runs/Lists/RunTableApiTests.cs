using System.Net;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Runs.Lists;

[Trait("Speed", "Slow")]
public sealed class RunTableApiTests(SharedLab lab)
{
    [Fact]
    public async Task The_table_is_a_file_for_programs_and_one_for_a_paper()
    {
        var tag = await Finished();
        var (_, csv) = await lab.Client.Get($"{ApiRoutes.Runs}/table.csv?fields=name,seed,test.acc,tag&filter=tag:{tag}&sort=seed");
        var lines = csv.Split("\r\n");
        Assert.Equal("id,name,seed,test.acc,tag", lines[0]);
        Assert.Matches($"^[0-9a-f-]{{36}},\"50 % \"\"noise\"\", 1\",1,0\\.\\d+,{tag}$", lines[1]);
        Assert.Equal(4, lines.Length);
        var (_, tex) = await lab.Client.Get($"{ApiRoutes.Runs}/table.latex?fields=name,seed,test.acc&filter=tag:{tag}&sort=seed");
        Assert.Contains(@"Run & Seed & Test accuracy (\%) \\", tex, StringComparison.Ordinal);
        Assert.Contains(@"50 \% \textquotedbl{}noise\textquotedbl{}, 1 & 1 & ", tex, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Groups_have_n_mean_and_standard_deviation()
    {
        var tag = await Finished();
        var (_, csv) = await lab.Client.Get($"{ApiRoutes.Runs}/table.csv?fields=test.acc&by=model&filter=tag:{tag}");
        var lines = csv.Split("\r\n");
        Assert.Equal("model,runs,test.acc.n,test.acc.mean,test.acc.sd", lines[0]);
        Assert.Matches(@"^linear,2,2,0(\.\d+)?,\d", lines[1]);
        var (_, tex) = await lab.Client.Get($"{ApiRoutes.Runs}/table.latex?fields=test.acc&by=model&filter=tag:{tag}");
        Assert.Matches(@"linear & 2 & 2 & \d+\.\d \$\\pm\$ \d+\.\d", tex);
    }

    [Theory]
    [InlineData("fields=nonsense", "fields must name fields, for example model,test.acc; one was nonsense.")]
    [InlineData("fields=", "fields must name 1 to 60 fields, with commas between; it named 0.")]
    [InlineData("fields=model&by=seed", "fields must be numbers where runs are grouped, for example test.acc; one was model.")]
    [InlineData("fields=model&filter=noise%20%3E", "a value is missing after noise")]
    public async Task A_bad_question_is_400_with_a_sentence(string query, string sentence)
    {
        var (status, body) = await lab.Client.Get($"{ApiRoutes.Runs}/table.latex?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, body, StringComparison.Ordinal);
    }

    /// <summary>Two seeds of one recipe under a tag of their own.</summary>
    private async Task<string> Finished()
    {
        var experiment = await lab.Client.Launch(
            new ExperimentRequest
            {
                Name = "for a table",
                Runs = [.. new[] { 1, 2 }.Select(seed => new RunRequest($"50 % \"noise\", {seed}", Specs.Short with { Seed = seed }))],
            }
        );
        var tag = $"t{experiment.Summary.Id:N}";
        await using var watcher = await Watcher.Start(lab.Client);
        foreach (var run in experiment.Runs)
            await watcher.Until(run.Id, RunStatus.Completed);
        var ids = string.Join(',', experiment.Runs.Select(run => $"\"{run.Id}\""));
        await lab.Client.Post(ApiRoutes.RunActions, $$"""{"verb":"tag","ids":[{{ids}}],"tags":["{{tag}}"]}""");
        return tag;
    }
}

using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Clusters;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Clusters;

namespace WebLab.Client.Tests.Clusters;

public sealed class ClusterPageTests : PageTest
{
    private static readonly ClusterSettings Settings = new()
    {
        IsOn = true,
        Title = "The cluster",
        Folder = "/shared/weblab",
    };

    [Fact]
    public async Task A_field_that_cannot_be_so_is_told_at_its_place_and_nothing_is_saved()
    {
        var page = Open();
        await page.Find("#cluster-partition").ChangeAsync(new() { Value = "--wrap=id" });
        await page.Find("#cluster-minutes").ChangeAsync(new() { Value = "long" });
        await page.Find("form").SubmitAsync();
        Assert.Equal("minutes must be a whole number; it was long.", page.Find("#cluster-minutes-help").TextContent);
        await page.Find("#cluster-minutes").ChangeAsync(new() { Value = "60" });
        await page.Find("form").SubmitAsync();
        Assert.StartsWith("partition must be empty or 1 to 64", page.Find("#cluster-partition-help").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".note"));
    }

    [Fact]
    public async Task Ssh_asks_for_the_login_node_and_the_way_back()
    {
        var page = Open();
        Assert.Empty(page.FindAll("#cluster-host, #cluster-hostKey, #cluster-tunnelPort"));
        await page.Find("#cluster-transport").ChangeAsync(new() { Value = "Ssh" });
        Assert.Equal(3, page.FindAll("#cluster-host, #cluster-hostKey, #cluster-tunnelPort").Count);
    }

    [Fact]
    public async Task Data_are_sent_where_somebody_asks_for_it()
    {
        ClusterSettings? saved = null;
        Lab.Answer($"PUT {ApiRoutes.Cluster}", async request =>
        {
            saved = await request.ReadFromJsonAsync<ClusterSettings>(LabJson.Options);
            return Results.NoContent();
        });
        var page = Open();
        await page.Find("#cluster-sendsData").ChangeAsync(new() { Value = true });
        await page.Find("form").SubmitAsync();
        page.WaitForElement(".note");
        Assert.Equal(Settings with { SendsData = true, Modules = saved!.Modules, Prefix = saved.Prefix }, saved);
    }

    [Fact]
    public async Task The_test_shows_each_step_and_the_cure_of_those_that_failed_or_are_doubtful()
    {
        Lab.Answer($"POST {ApiRoutes.Cluster}/test", "");
        Lab.Answer(
            $"GET {ApiRoutes.Cluster}/test",
            new ClusterTest(
                false,
                [
                    new("The login node answers commands soon", ClusterStepState.Doubtful, "It takes 3.1 s.", "Look at ~/.bashrc."),
                    new("Slurm's commands are there", ClusterStepState.Passed, "slurm 22.05"),
                    new("The controller answers", ClusterStepState.Failed, "sinfo said: no.", "Look whether slurmctld runs."),
                ]
            )
        );
        var page = Open();
        await page.FindAll("button").Single(button => button.TextContent == "Test it").ClickAsync(new());
        var steps = page.WaitForElements(".cluster-steps li", 3);
        Assert.Equal(["Doubtful", "Passed", "Failed"], steps.Select(step => step.GetAttribute("data-state")));
        Assert.Equal(
            ["Look at ~/.bashrc.", null, "Look whether slurmctld runs."],
            steps.Select(step => step.QuerySelector(".fault")?.TextContent)
        );
        Assert.Contains("· doubtful", steps[0].TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ClusterPage> Open()
    {
        Services.GetRequiredService<LabSession>().Set(new(IsSingleUser: true, IsSetUp: false));
        Lab.Answer($"GET {ApiRoutes.Cluster}", Settings);
        var page = Render<ClusterPage>();
        page.WaitForElement("#cluster-folder");
        return page;
    }
}

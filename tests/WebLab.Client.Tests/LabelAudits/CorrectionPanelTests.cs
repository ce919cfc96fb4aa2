using Bunit;
using Microsoft.AspNetCore.Http;
using WebLab.Client.LabelAudits;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.LabelAudits;

public sealed class CorrectionPanelTests : PageTest
{
    private static readonly byte[] Corrected = [1, 2, 3];

    private static readonly RunSummary Audit = RunMaker.Run("true-labels", status: RunStatus.Completed) with
    {
        Spec = new()
        {
            TrainSize = 100,
            TestSize = 50,
            Seed = 7,
            Analysis = new() { Kind = AuditLaunch.Kind },
        },
    };

    private static readonly PersonVotes Mine = new(
        "",
        true,
        [new("train", 3, LabelDecision.Relabel, 7), new("train", 4, LabelDecision.SetAside), new("train", 5, LabelDecision.Keep)]
    );

    [Fact]
    public async Task The_corrected_labels_are_kept_as_a_label_file_of_the_data_set()
    {
        var uploaded = TakeUpload();
        var panel = Open(Mine);
        Assert.Contains("1 label corrected, 1 kept, 1 set aside", panel.Find(".finding").TextContent, StringComparison.Ordinal);
        await Click(panel, () => panel.FindAll("button").Single(button => button.TextContent == "Keep as a label set"));
        var (query, content) = await uploaded.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(Corrected, content);
        Assert.Contains("trainSize=100", query, StringComparison.Ordinal);
        panel.WaitForAssertion(() =>
            Assert.Contains("Kept as “corrected labels.npy”", panel.Find("[role=status]").TextContent, StringComparison.Ordinal)
        );
        Assert.EndsWith(
            "1 training example is left out of the training.",
            panel.Find("[role=status]").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Train_with_and_without_launches_one_recipe_on_both_labels_three_seeds_each()
    {
        _ = TakeUpload();
        var first = RunMaker.Run("true-labels");
        var sent = Lab.TakeLaunch(first);
        var panel = Open(Mine);
        await Click(panel, "[data-compare-labels]");
        var launched = await sent.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken);

        Assert.Contains("of 100 training examples the corrected ones leave out 1.", launched.Description, StringComparison.Ordinal);
        Assert.Equal("corrected labels, 1 left out, seed 1", launched.Runs[1].Name);
        Assert.Equal([1, 1, 2, 2, 3, 3], launched.Runs.Select(run => run.Spec.Seed));
        Assert.All(launched.Runs, run => Assert.Null(run.Spec.Analysis));
        var (given, corrected) = (launched.Runs[0].Spec, launched.Runs[1].Spec);
        Assert.Equal(Audit.Spec.Corruption, given.Corruption);
        Assert.Equal((CorruptionKind.FileLabels, "abc.npy"), (corrected.Corruption.Kind, corrected.Corruption.LabelFile));
        // Nothing but the labels differs.
        Assert.Equal(given, corrected with { Corruption = given.Corruption });
        WaitForAddress(panel, $"experiments/{first.ExperimentId}");
    }

    [Fact]
    public async Task What_the_server_refuses_is_said_and_the_button_can_be_pressed_again()
    {
        Lab.Answer(
            $"GET {ApiRoutes.Runs}/{Audit.Id}/labels.npy",
            _ => Task.FromResult(Results.Problem("The data set is not here.", statusCode: 409))
        );
        var panel = Open(Mine);
        await Click(panel, "[data-compare-labels]");
        panel.WaitForAssertion(() => Assert.Equal("The data set is not here.", panel.Find("[role=alert]").TextContent));
        Assert.False(panel.Find("[data-compare-labels]").HasAttribute("disabled"));
    }

    [Fact]
    public void Labels_of_test_examples_and_the_files_that_all_are_of_are_downloads_where_there_are_such()
    {
        Assert.DoesNotContain("Where each came from", Open(Mine).Markup, StringComparison.Ordinal);
        var onTest = Mine with { Votes = [.. Mine.Votes, new("test", 1, LabelDecision.Keep)] };
        var panel = Render<CorrectionPanel>(parameters =>
            parameters
                .Add(each => each.Run, Audit)
                .Add(each => each.Votes, [onTest])
                .Add(each => each.Classes, ["a", "b"])
                .Add(each => each.HasOrigins, true)
        );
        Assert.Equal(
            [
                $"api/runs/{Audit.Id}/labels.csv",
                $"api/runs/{Audit.Id}/labels.npy",
                $"api/runs/{Audit.Id}/labels.npy?split=test",
                $"api/datasets/{Audit.Spec.Dataset}/names.csv",
            ],
            panel.FindAll("a[download]").Select(link => link.GetAttribute("href"))
        );
    }

    [Fact]
    public void Nothing_decided_has_no_buttons()
    {
        var panel = Open();
        Assert.Empty(panel.FindAll("button"));
        Assert.Contains("Nothing is decided yet.", panel.Find("p").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<CorrectionPanel> Open(params PersonVotes[] votes) =>
        Render<CorrectionPanel>(parameters =>
            parameters.Add(panel => panel.Run, Audit).Add(panel => panel.Votes, votes).Add(panel => panel.Classes, ["a", "b"])
        );

    // The labels as corrected, without what is set aside, and the door that label files go in by.
    private Task<(string Query, byte[] Content)> TakeUpload()
    {
        var uploaded = new TaskCompletionSource<(string, byte[])>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer(
            $"GET {ApiRoutes.Runs}/{Audit.Id}/labels.npy",
            request => Task.FromResult(request.Query.ContainsKey("aside") ? Results.NotFound() : Results.Bytes(Corrected))
        );
        Lab.Answer(
            $"POST {ApiRoutes.Datasets}/{Audit.Spec.Dataset}/labels",
            async request =>
            {
                using var content = new MemoryStream();
                await request.Body.CopyToAsync(content);
                uploaded.TrySetResult((request.QueryString.Value!, content.ToArray()));
                var file = new LabelFileInfo
                {
                    File = "abc.npy",
                    Title = "corrected labels.npy",
                    Count = 100,
                    LeftOut = 1,
                    NoiseRate = 0.1,
                    IsUploaded = true,
                };
                return SmallLab.Json(file, StatusCodes.Status201Created);
            }
        );
        return uploaded.Task;
    }
}

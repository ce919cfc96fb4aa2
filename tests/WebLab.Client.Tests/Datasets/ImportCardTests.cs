using System.Text.Json;
using Bunit;
using WebLab.Client.Datasets;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Client.Tests.Datasets;

public sealed class ImportCardTests : PageTest
{
    private const string Sentence = "pets.csv has no column that looks like labels: say which is the label column, one of a, pet, b.";

    private static readonly ImportInfo Failed = new()
    {
        Id = Guid.CreateVersion7(),
        Title = "pets.csv",
        State = ImportState.Failed,
        Problem = Sentence,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Question = new()
        {
            Field = "labelColumn",
            Choices = new() { Form = ImportForm.Table, HoldOut = 0.3 },
            Changeable = ["labelColumn", "separator", "hasHeading", "holdOut"],
            Columns = ["a", "pet", "b"],
        },
    };

    [Fact]
    public async Task A_first_look_that_fails_asks_by_the_field_and_looks_again_with_what_is_said()
    {
        var sent = new TaskCompletionSource<ImportChoices>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {ApiRoutes.Imports}/{Failed.Id}", Failed);
        Lab.Answer(
            $"PUT {ApiRoutes.Imports}/{Failed.Id}/preview",
            async request =>
            {
                sent.TrySetResult((await JsonSerializer.DeserializeAsync<ImportChoices>(request.Body, LabJson.Options))!);
                return SmallLab.Json(Failed with { State = ImportState.Waiting, Problem = null, Question = null }, 202);
            }
        );
        var card = Render<ImportCard>(parameters => parameters.Add(card => card.Import, Failed));
        // Once, by its field.
        Assert.Equal(Sentence, card.Find("[role=alert]").TextContent);
        Assert.Equal("labelColumn", card.Find("[role=alert]").GetAttribute("data-about"));
        Assert.Equal(["choose…", "a", "pet", "b"], Options("Label column"));
        Assert.Equal("", Select("Separator").GetAttribute("value") ?? "");
        Assert.Equal("30", card.Find("input[type=number]").GetAttribute("value"));

        await card.InvokeAsync(() => Select("Label column").Change("pet"));
        var said = await sent.Task.WaitAsync(DefaultWaitTimeout, Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(("pet", 0.3, ImportForm.Table), (said.LabelColumn, said.HoldOut!.Value, said.Form));

        AngleSharp.Dom.IElement Select(string label) =>
            card.FindAll("label").Single(each => each.TextContent.StartsWith(label, StringComparison.Ordinal)).QuerySelector("select")!;

        IEnumerable<string> Options(string label) => Select(label).QuerySelectorAll("option").Select(option => option.TextContent);
    }

    [Fact]
    public void What_no_choice_helps_has_its_sentence_and_no_form()
    {
        Lab.Answer($"GET {ApiRoutes.Imports}/{Failed.Id}", Failed with { Question = null });
        var card = Render<ImportCard>(parameters => parameters.Add(card => card.Import, Failed with { Question = null }));
        Assert.Equal(Sentence, card.Find("[role=alert]").TextContent);
        Assert.Empty(card.FindAll("select"));
        Assert.Equal("Put it away", card.Find("button").TextContent);
    }
}

using Bunit;
using WebLab.Client.LabelAudits;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;

namespace WebLab.Client.Tests.LabelAudits;

public sealed class ExampleViewTests : PageTest
{
    private const string Rows = "rows-of-two";

    [Fact]
    public async Task A_late_answer_for_the_example_before_is_not_shown_for_the_one_that_is()
    {
        DatasetFacts.Add(new(Rows, "Rows", "", 100, 100, 1, 2, 1, ["no", "yes"]) { IsOwn = true, Kind = DatasetKind.Features });
        var (asked, late) = (Signal(), Signal());
        Lab.Answer(
            $"GET {ApiRoutes.Datasets}/{Rows}/examples/train/1/row",
            async _ =>
            {
                asked.TrySetResult();
                await late.Task;
                return SmallLab.Json(new[] { 1f, 1f });
            }
        );
        Lab.Answer($"GET {ApiRoutes.Datasets}/{Rows}/examples/train/2/row", new[] { 2f, 2f });
        var view = Render<ExampleView>(Of(1));
        await asked.Task.WaitAsync(Patience);
        view.Render(Of(2));
        view.WaitForAssertion(() => Assert.Contains("0 2 · 1 2", view.Markup, StringComparison.Ordinal));
        // It draws once more when the late one has come, whatever it makes of it.
        var drawn = view.RenderCount;
        late.TrySetResult();
        view.WaitForState(() => view.RenderCount > drawn);
        Assert.Contains("0 2 · 1 2", view.Markup, StringComparison.Ordinal);
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(60);

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Action<ComponentParameterCollectionBuilder<ExampleView>> Of(int index) =>
        view => view.Add(v => v.Dataset, Rows).Add(v => v.Split, "train").Add(v => v.Index, index);
}

using WebLab.Client.Api;
using WebLab.Science.Runs;

namespace WebLab.Client.Runs.Table;

/// <summary>Which of the runs are ticked: one, a range, or all that the filter finds.</summary>
public sealed partial class RunsPage
{
    private Guid? _picked;

    private bool AreAllChosen => _total is > 0 and var total && Basket.Runs.Count >= total;

    private Task ToggleAll()
    {
        if (!AreAllChosen)
            return ChooseAll();
        Basket.Clear();
        return Task.CompletedTask;
    }

    /// <summary>Rows between two that are clicked may not be on the screen: the server says which they are.</summary>
    private async Task Pick(Guid run, bool isRange)
    {
        var from = _picked;
        _picked = run;
        if (!isRange || from is not { } first || first == run)
        {
            Basket.Toggle(run);
            return;
        }
        var isChosen = !Basket.Contains(run);
        try
        {
            var ids = (await Api.RunIds(Filter ?? "", Sort ?? RunQuery.DefaultSort)).ToList();
            var (start, end) = (ids.IndexOf(first), ids.IndexOf(run));
            Basket.Set(start < 0 || end < 0 ? [run] : ids[Math.Min(start, end)..(Math.Max(start, end) + 1)], isChosen);
        }
        catch (ApiException fault)
        {
            Basket.Toggle(run);
            _fault = fault.Message;
        }
    }

    private async Task ChooseAll()
    {
        try
        {
            Basket.Set(await Api.RunIds(Filter ?? "", Sort ?? RunQuery.DefaultSort), isChosen: true);
        }
        catch (ApiException fault)
        {
            _fault = fault.Message;
        }
    }
}

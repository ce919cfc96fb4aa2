using WebLab.Client.Charts;
using WebLab.Client.Tests.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Charts;

public sealed class ChartAddressTests
{
    private readonly IReadOnlyList<RunSummary> _runs =
    [
        .. Enumerable.Range(0, 4).Select(i => RunMaker.Run(CorruptionKind.TrueLabels, index: i)),
    ];

    [Fact]
    public void A_view_as_it_opens_leaves_the_address_alone() => Assert.All(ChartAddress.Of(new(), _runs).Values, Assert.Null);

    [Fact]
    public void An_address_opens_the_view_that_wrote_it()
    {
        var view = new ChartView();
        view.CountBy(HorizontalAxis.Step, 10);
        view.ToggleLogX();
        view.ToggleLog("loss");
        view.Smooth(0.65);
        view.ShowErrors(true);
        view.Add("test-loss");
        view.Draw(SeedBand.Confidence);
        view.Zoom(120, 480);
        view.Toggle(_runs[1].Id);
        var opened = Open(view);
        Assert.Equal(
            (view.Axis, view.LogX, view.Smoothing, view.Band, view.Range),
            (opened.Axis, opened.LogX, opened.Smoothing, opened.Band, opened.Range)
        );
        Assert.True(opened.IsLog("loss"));
        Assert.True(opened.ShowsErrors);
        Assert.Equal(["test-loss"], opened.Added);
        Assert.Equal([_runs[1].Id], opened.Hidden);
    }

    [Fact]
    public void One_run_alone_is_named_instead_of_all_the_others()
    {
        var view = new ChartView();
        view.Solo(_runs[2].Id, _runs);
        Assert.Null(ChartAddress.Of(view, _runs)["hide"]);
        Assert.Equal(view.Hidden.Order(), Open(view).Hidden.Order());
    }

    [Fact]
    public void Of_many_recipes_the_ten_newest_are_shown_with_all_their_seeds_until_a_person_asks_for_all()
    {
        var many = Sweep(14);
        var view = new ChartView();
        ChartAddress.Apply("http://lab/compare", view, many);
        Assert.Equal(many.Skip(30).Select(run => run.Id).Order(), view.Hidden.Order());
        Assert.All(ChartAddress.Of(view, many).Values, Assert.Null);
        view.ShowAll();
        Assert.Equal("all", ChartAddress.Of(view, many)["show"]);
        ChartAddress.Apply("http://lab/compare?show=all", view, many);
        Assert.Empty(view.Hidden);
    }

    [Fact]
    public void A_sweep_from_0_to_1_by_tenths_is_shown_whole()
    {
        var view = new ChartView();
        ChartAddress.Apply("http://lab/compare", view, Sweep(11));
        Assert.Empty(view.Hidden);
    }

    [Fact]
    public void What_an_address_says_wrongly_is_passed_over()
    {
        var view = new ChartView();
        ChartAddress.Apply("http://lab/runs?axis=light-years&smooth=NaN&from=9&to=3&band=%3Cb%3E&hide=zzz", view, _runs);
        Assert.Equal((HorizontalAxis.Epoch, 0, SeedBand.None), (view.Axis, view.Smoothing, view.Band));
        Assert.Null(view.Range);
        Assert.Empty(view.Hidden);
    }

    /// <summary>So many noise rates with three seeds each.</summary>
    private static IReadOnlyList<RunSummary> Sweep(int rates) =>
        [
            .. from rate in Enumerable.Range(0, rates)
            from seed in Enumerable.Range(1, 3)
            let run = RunMaker.Run(CorruptionKind.PartiallyCorruptedLabels, rate / 20.0, index: (rate * 3) + seed)
            select run with
            {
                Spec = run.Spec with { Seed = seed },
            },
        ];

    private ChartView Open(ChartView view)
    {
        var query = string.Join(
            '&',
            ChartAddress
                .Of(view, _runs)
                .Where(part => part.Value is not null)
                .Select(part => $"{part.Key}={Uri.EscapeDataString((string)part.Value!)}")
        );
        var opened = new ChartView();
        ChartAddress.Apply($"http://lab/experiments?{query}", opened, _runs);
        return opened;
    }
}

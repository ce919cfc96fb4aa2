using WebLab.Client.Runs;
using WebLab.Client.Tests.Experiments;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;

namespace WebLab.Client.Tests.Runs;

public sealed class RunOrderTests
{
    private static readonly RunTableColumn Test = RunOrder.Columns.Single(column => column.Label == "Test");

    [Fact]
    public void A_measure_stands_best_first_then_worst_first_then_as_launched()
    {
        var order = new RunOrder().By(Test);
        Assert.Equal(("descending", " ↓"), (order.SortOf(Test), order.Arrow(Test)));
        order = order.By(Test);
        Assert.Equal("ascending", order.SortOf(Test));
        Assert.Null(order.By(Test).SortOf(Test));
    }

    [Fact]
    public void Settings_are_ordered_by_their_means_and_their_runs_within()
    {
        RunSummary[] runs = [Run(0, 1, 0.9, 0), Run(0, 2, 0.5, 1), Run(0.5, 1, 0.8, 2), Run(0.5, 2, 0.85, 3), Run(1, 1, null, 4)];
        var groups = new RunOrder(Test, IsDescending: true).Groups(new SweptRuns(runs)).ToList();
        Assert.Equal(
            [
                [3, 2],
                [0, 1],
                [4],
            ],
            groups.Select(group => group.Select(run => run.Index).ToArray())
        );
    }

    [Fact]
    public void Later_states_of_the_same_runs_stand_in_their_settings_and_what_is_not_told_of_stays()
    {
        RunSummary[] runs = [Run(0, 1, 0.9, 0), Run(0, 2, 0.5, 1), Run(0.5, 1, 0.8, 2)];
        var later = new SweptRuns(runs).With([runs[1] with { Name = "later" }, Run(1, 1, 0.8, 3)]);
        Assert.Equal(
            [[runs[0].Name, "later"], [runs[2].Name]],
            later.Settings.Select(setting => setting.Select(run => run.Name).ToArray())
        );
    }

    [Fact]
    public void Without_seeds_the_runs_are_one_list()
    {
        RunSummary[] runs = [Run(0, 1, 0.2, 0), Run(0.5, 1, 0.9, 1), Run(1, 1, 0.4, 2)];
        var groups = new RunOrder(Test, IsDescending: true).Groups(new SweptRuns(runs)).ToList();
        Assert.Equal([1, 2, 0], Assert.Single(groups).Select(run => run.Index));
    }

    [Fact]
    public void The_mean_of_a_setting_leaves_out_what_is_not_complete()
    {
        RunSummary[] setting = [Run(0, 1, 0.4, 0), Run(0, 2, 0.6, 1), Run(0, 3, 0.1, 2) with { Status = RunStatus.Cancelled }];
        Assert.Equal("50.0 % ± 14.1", RunOrder.Mean(Test, setting));
    }

    [Fact]
    public void Each_metric_with_a_heading_is_a_column_and_two_are_on_a_narrow_screen()
    {
        Assert.All(
            Metric.Figures.Where(metric => metric.Figure!.Heading is not null),
            metric => Assert.Equal(metric.Name, RunOrder.Columns.Single(column => column.Label == metric.Figure!.Heading).Measure!.Name)
        );
        Assert.Equal(["Train", "Test"], RunOrder.Columns.Where(RunOrder.Leads).Select(column => column.Label));
        var best = RunOrder.Columns.Single(column => column.Label == "Best test");
        Assert.Equal("at epoch 20, chosen on the test set", best.Aside(Run(0, 1, 0.5, 0)));
    }

    private static RunSummary Run(double rate, int seed, double? test, int index)
    {
        var run = RunMaker.Run("symmetric-labels", rate, RunStatus.Completed, test is { } t ? RunMaker.Result(1, t) : null, index);
        return run with { Spec = run.Spec with { Seed = seed } };
    }
}

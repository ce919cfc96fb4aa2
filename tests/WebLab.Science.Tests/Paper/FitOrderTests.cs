using WebLab.Contracts.Paper;
using WebLab.Science.Paper;

namespace WebLab.Science.Tests.Paper;

public sealed class FitOrderTests
{
    [Fact]
    public void Another_order_than_the_papers_is_said_with_what_is_missing_and_too_few_seeds() =>
        Assert.Equal(
            "Fitted here in the order gaussian (8), true labels (14.5) epochs; the paper's order is another: true labels (10), "
                + "gaussian (21). 1 of 3 conditions have not been fitted here. With 1 seed the order may be chance; 3 are needed.",
            FitOrder.Of(Report(Row("true labels", 10, 14.5, 1), Row("gaussian", 21, 8, 1), Row("random labels", 36, null, 0)))
        );

    [Fact]
    public void The_same_order_is_said_too_and_nothing_before_two_rows_have_fitted()
    {
        Assert.Equal(
            "Fitted here in the order true labels (14), random labels (30) epochs; that is the paper's order: true labels (10), "
                + "random labels (36).",
            FitOrder.Of(Report(Row("random labels", 36, 30, 3), Row("true labels", 10, 14, 3)))
        );
        Assert.Null(FitOrder.Of(Report(Row("true labels", 10, 14, 3), Row("random labels", 36, null, 3))));
    }

    private static PaperReport Report(params PaperReportRow[] rows) => new("fig1a", PaperScale.Small, rows, []);

    private static PaperReportRow Row(string name, double published, double? mean, int seeds) =>
        new(name, PaperMeasure.TimeToFit, published, mean, null, seeds, 0, PaperVerdict.NotComparable, "");
}

using WebLab.Client.Figures;

namespace WebLab.Client.Tests.Figures;

public sealed class FigureCsvTests
{
    [Fact]
    public void Each_point_is_a_line_that_says_whose_it_is_and_what_does_not_exist_is_left_out()
    {
        var figure = new Figure(
            "Figure 1a",
            new("epochs", 0, 10),
            FigureAxis.Over("loss", 0, 1),
            [
                new("random labels, \"ours\"", 0, [1, 2], [0.5, double.NaN])
                {
                    Low = [0.4, 0],
                    High = [0.6, 1],
                    Seeds = 3,
                },
                new("random labels", 0, [1.5], [0.25]) { IsPublished = true },
            ]
        );
        Assert.Equal(
            [
                "series,measure,source,x,y,low,high,seeds",
                "\"random labels, \"\"ours\"\"\",loss,here,1,0.5,0.4,0.6,3",
                "random labels,loss,paper,1.5,0.25,,,",
                "",
            ],
            FigureCsv.Of(figure).Split("\r\n")
        );
    }
}

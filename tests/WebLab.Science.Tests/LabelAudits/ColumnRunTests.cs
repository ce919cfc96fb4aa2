using WebLab.Science.LabelAudits;

namespace WebLab.Science.Tests.LabelAudits;

public sealed class ColumnRunTests
{
    [Fact]
    public void The_columns_of_a_texts_words_are_one_and_a_row_says_the_word()
    {
        var runs = ColumnRun.Of(["age", "colour=blue", "colour=red", "colour is missing", "x=1", "size"]);
        Assert.Equal(["age", "colour", "x=1", "size"], runs.Select(run => run.Name));
        Assert.Equal([0, 1, 4, 5], runs.Select(run => run.First));
        Assert.Equal((null, 31f), runs[0].In([31, 0, 1, 0, 7, 2]));
        Assert.Equal(("red", null), runs[1].In([31, 0, 1, 0, 7, 2]));
        Assert.Equal((null, null), runs[1].In([31, 0, 0, 1, 7, 2]));
        Assert.Equal((null, 7f), runs[2].In([31, 0, 1, 0, 7, 2]));
    }
}

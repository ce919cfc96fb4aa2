using WebLab.Client.Runs.Table;
using WebLab.Science.Runs;

namespace WebLab.Client.Tests.Runs.Table;

public sealed class ColumnLayoutTests
{
    private static readonly RunField Seed = RunFields.Find("seed")!,
        Model = RunFields.Find("model")!;

    [Fact]
    public void What_is_written_is_read_again()
    {
        var layout = ColumnLayout.Parse("name,model,seed")!.Resize("seed", 200).Move(Seed, -1);
        Assert.Equal("name,seed*200,model", layout.ToString());
        Assert.Equal("name,seed*200,model", ColumnLayout.Parse(layout.ToString())!.ToString());
    }

    [Theory]
    [InlineData("seed,name", "name,seed")]
    [InlineData("seed,nonsense,seed", "name,seed")]
    [InlineData("name,seed*1", "name,seed*60")]
    [InlineData("name,seed*x", "name,seed")]
    public void A_strange_layout_is_put_right(string text, string wanted) => Assert.Equal(wanted, ColumnLayout.Parse(text)!.ToString());

    [Fact]
    public void A_narrow_screen_has_the_first_two_measures_whichever_they_are()
    {
        var layout = ColumnLayout.Parse("name,model,memorised,seed,gap,test.acc")!;
        Assert.Equal(["Memorised", "Generalisation gap"], layout.Columns.Where(layout.Leads).Select(column => column.Heading));
        Assert.Equal(["Train", "Test"], ColumnLayout.Default.Columns.Where(ColumnLayout.Default.Leads).Select(column => column.Heading));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public void Nothing_is_no_layout(string? text) => Assert.Null(ColumnLayout.Parse(text));

    [Fact]
    public void The_name_stays_first_and_stays()
    {
        var name = RunFields.Find("name")!;
        var layout = ColumnLayout.Parse("name,model,seed")!;
        Assert.Equal("name,seed,model", layout.MoveTo(Seed, Model).ToString());
        Assert.Equal("name,model,seed", layout.Move(Model, -5).Without(name).Move(name, 2).ToString());
    }

    [Theory]
    [InlineData("test.best", "0.9213", "7", "92.1 % @ 7")]
    [InlineData("seed", "1234567", null, "1234567")]
    [InlineData("created", "2026-01-31 14:00:05", null, "2026-01-31 14:00")]
    [InlineData("model", null, null, "–")]
    public void A_cell_is_written_as_a_person_reads_it(string field, string? value, string? epoch, string wanted) =>
        Assert.Equal(wanted, CellText.Of(RunFields.Find(field)!, value, epoch));
}

using Bunit;
using WebLab.Client.LabelAudits;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts.LabelAudits;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.LabelAudits;

public sealed class OddityTablesTests : PageTest
{
    [Fact]
    public void Examples_are_named_by_the_files_that_they_came_from_and_what_could_not_be_read_is_told()
    {
        LabelAuditExample Example(int index, string? origin) => new("train", index, 0) { Origin = origin };
        var report = new LabelAuditReport
        {
            Title = "Pets",
            ScoredBy = "filters",
            Examples = 9,
            Classes = ["cat", "dog"],
            Options = new(),
            Duplicates = [new([Example(1, "cat/one.png"), Example(2, "cat/two.png")], true, 0, false, false)],
            Outliers = [new(Example(3, "cat/far.png"), 3)],
            Blank = [Example(4, "cat/blank.png"), Example(5, null)],
            LeftOut = new(1, 10, ["dog/cut.png ends early."]),
        };
        var tables = Render<OddityTables>(each => each.Add(page => page.Dataset, DatasetName.Generated).Add(page => page.Report, report));
        Assert.Equal(
            ["one.png, cat", "two.png, cat"],
            tables.FindAll(".audit-list")[0].QuerySelectorAll(".of").Select(each => each.TextContent)
        );
        Assert.Equal("cat/far.png", tables.FindAll(".audit-list")[1].QuerySelector(".of")!.GetAttribute("title"));
        Assert.Contains("blank.png, train 5", tables.Markup, StringComparison.Ordinal);
        Assert.Equal(
            "1 of 10 examples cannot be read and is left out: dog/cut.png ends early.",
            tables.Find("[data-left-out]").TextContent
        );
    }
}

using WebLab.Contracts.Paper;
using WebLab.Science.Paper;

namespace WebLab.Science.Tests.Paper;

public sealed class PaperCsvTests
{
    [Fact]
    public void Report_has_a_line_for_each_value_and_claim()
    {
        var item = PaperCatalogue.Find("table1")!;
        var report = PaperJudge.Judge(item, PaperScale.Full, []);
        Assert.Equal(
            1 + 38 + item.ClaimsAt(PaperScale.Full).Count(),
            PaperCsv.Write(report).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length
        );
    }
}

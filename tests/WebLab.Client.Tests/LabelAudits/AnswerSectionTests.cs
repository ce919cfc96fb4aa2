using Bunit;
using WebLab.Client.LabelAudits;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Client.Tests.LabelAudits;

public sealed class AnswerSectionTests : PageTest
{
    [Fact]
    public void Classes_groups_and_columns_have_tables_of_their_own_and_no_column_is_empty()
    {
        LabelAuditNumber Number(string name, string? part) =>
            new(name, "Told", "counted", 0.5, LabelAuditScale.Fraction)
            {
                Part = part,
                PValue = part is null ? null : 0.25,
                CorrectedPValue = part is null ? null : 0.5,
            };
        var answer = new LabelAuditAnswer
        {
            Question = LabelAuditQuestion.Association,
            Sentence = "They do.",
            Numbers =
            [
                Number("held-out.share", null),
                Number("held-out.share", "cat"),
                Number("held-out.group", "size = 8 x 8"),
                Number("file.association", "image mode"),
            ],
        };
        var section = Render<AnswerSection>(each => each.Add(page => page.Answer, answer).Add(page => page.Question, answer.Question));
        Assert.Equal(
            ["Class by class", "Group by group", "What the files were like"],
            section.FindAll("summary").Select(each => each.TextContent)
        );
        Assert.Equal(["What", "Value", "Method"], section.Find("table").QuerySelectorAll("thead th").Select(each => each.TextContent));
        Assert.Equal(["Told, size = 8 x 8"], section.FindAll("details")[1].QuerySelectorAll("tbody th").Select(each => each.TextContent));
    }
}

using System.Text.Json;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Contracts.Tests.LabelAudits;

public sealed class LabelAuditReportTests
{
    [Fact]
    public void A_report_is_the_same_after_a_way_over_the_wire()
    {
        var report = new LabelAuditReport
        {
            Title = "Digits",
            ScoredBy = "pixels",
            Examples = 3,
            Classes = ["a", "b"],
            Options = new() { MaxExamples = 3 },
            HasAssociation = true,
            Answers =
            [
                new()
                {
                    Question = LabelAuditQuestion.Association,
                    Sentence = "They do.",
                    Numbers =
                    [
                        new("neighbours.share", "Equal neighbours", "10 neighbours", double.NaN, LabelAuditScale.Fraction)
                        {
                            Low = 0.1,
                            High = 0.2,
                            PValue = 0.0001,
                            Count = 3,
                        },
                    ],
                    Figures =
                    [
                        new(LabelAuditFigureKind.Band, "Training loss", "epoch", "loss")
                        {
                            XValues = [1, 2],
                            Given = [1, 0.5],
                            Shuffled =
                            [
                                [2.3, 2.2],
                            ],
                        },
                    ],
                    CannotSay = ["Which."],
                },
            ],
            Suspects =
            [
                new()
                {
                    Split = "train",
                    Index = 2,
                    Given = 0,
                    Suggested = 1,
                    Score = 0.01,
                    Scores = [new("self-confidence", 0.01, true)],
                    Agree = 1,
                },
            ],
            Duplicates = [new([new("train", 0, 0), new("test", 1, 1)], true, 0, true, true)],
            OddColumns = [new(0, "id", OddColumnKind.RowNumber, 1, "It numbers the rows.")],
        };
        var written = JsonSerializer.Serialize(report, LabJson.Options);
        Assert.Contains("\"kind\":\"row-number\"", written, StringComparison.Ordinal);
        Assert.Equal(
            written,
            JsonSerializer.Serialize(JsonSerializer.Deserialize<LabelAuditReport>(written, LabJson.Options), LabJson.Options)
        );
    }
}

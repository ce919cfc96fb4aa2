using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Data.LabelAudits;

/// <summary>The fifth question's answer: what now.</summary>
public static class NextStepsAnswer
{
    private const int First = 100,
        Points = 50;

    /// <summary>Puts it together from what the report holds.</summary>
    /// <param name="report">The report so far, with the answer on the noise rate.</param>
    public static LabelAuditAnswer Of(LabelAuditReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new()
        {
            Question = LabelAuditQuestion.NextSteps,
            Sentence =
                report.HasAssociation == false
                    ? "Do not train on these labels before it is known why they do not belong to the features: a row too many or another "
                        + "order are the commonest causes."
                : report.Duplicates.Any(group => group.IsLeak)
                    ? "Take what stands in both splits out of the test examples first; then look at the suspects, the most doubtful first."
                : report.SuspectCount > 0
                    ? "Look at the suspects, the most doubtful first; then train with the corrected labels beside the given ones."
                : "Train.",
            Numbers = [.. Numbers(report)],
            Figures = report.Suspects.Count > 1 ? [Expected(report.Suspects)] : [],
            CannotSay =
            [
                "Whether training gets better by it: train with and without the corrections, three seeds each, and compare.",
                "How many of the first suspects are wrong in truth: the model may be sure of what it does not know.",
            ],
        };
    }

    private static IEnumerable<LabelAuditNumber> Numbers(LabelAuditReport report)
    {
        var rate = report.Answers.SelectMany(answer => answer.Numbers).FirstOrDefault(number => number.Name == "noise-rate.estimate");
        if (rate is not null)
            yield return new(
                "next-steps.wrong-labels",
                "Labels to be corrected, about",
                "the estimated noise rate times the examples",
                Math.Round(rate.Value * report.Examples),
                LabelAuditScale.Count
            )
            {
                Low = rate.Low * report.Examples,
                High = rate.High * report.Examples,
                Count = report.Examples,
            };
        var first = report.Suspects.Take(First).ToList();
        if (first.Count > 0)
            yield return new(
                "next-steps.among-first",
                Sentence.Of($"Expected to be wrong among the first {first.Count:N0} suspects"),
                "one less the probability of the given label, added up",
                first.Sum(suspect => 1 - suspect.Score),
                LabelAuditScale.Count
            )
            {
                Count = first.Count,
            };
    }

    private static LabelAuditFigure Expected(IReadOnlyList<LabelSuspect> suspects)
    {
        var (x, y, sum) = (new List<double>(), new List<double>(), 0.0);
        var each = Math.Max(suspects.Count / Points, 1);
        for (var i = 0; i < suspects.Count; i++)
        {
            sum += 1 - suspects[i].Score;
            if ((i + 1) % each != 0 && i + 1 != suspects.Count)
                continue;
            x.Add(i + 1);
            y.Add(sum);
        }
        return new(
            LabelAuditFigureKind.Band,
            "Wrong labels to be expected among the first suspects",
            "suspects looked at",
            "labels expected to be wrong"
        )
        {
            XValues = x,
            Given = y,
            Series = "expected to be wrong",
        };
    }
}

using WebLab.Client.Layout;
using WebLab.Contracts;
using WebLab.Contracts.Paper;
using WebLab.Science.Paper;

namespace WebLab.Client.Paper;

/// <summary>How items and values of the paper are written.</summary>
public static class PaperFormat
{
    /// <summary>The part of a title before the dot: <c>Figure 1a</c>.</summary>
    public static string Number(string title) => title.Split(" · ")[0];

    /// <summary>The part after it: <c>Learning curves</c>.</summary>
    public static string Name(string title) => title.Split(" · ") is [_, var name] ? name : title;

    public static string Of(PaperMeasure measure) =>
        measure switch
        {
            PaperMeasure.TrainAccuracy => "train accuracy",
            PaperMeasure.TestAccuracy => "test accuracy",
            PaperMeasure.BestTestAccuracy => "best test accuracy (chosen on the test set)",
            PaperMeasure.TestError => "test error",
            PaperMeasure.NoisyTestError => "test error, test labels corrupted alike",
            PaperMeasure.TimeToFit => "time to fit",
            PaperMeasure.TimeAtChance => "time at chance, loss ln 10",
            PaperMeasure.SolutionNorm => "norm of the solution",
            PaperMeasure.OnlineAccuracy => "online accuracy",
            PaperMeasure.EarlyStoppedTestAccuracy => "test accuracy, stopped early",
            PaperMeasure.RademacherComplexity => "Rademacher complexity",
            _ => measure.ToString(),
        };

    public static string Value(double? value, PaperMeasure measure) =>
        value is not { } number ? "–"
        : measure is PaperMeasure.TimeToFit or PaperMeasure.TimeAtChance ? Sentence.Of($"{number:0.#} epochs")
        : MeasureText.IsShare(measure) ? Sentence.Of($"{number * 100:0.0#} %")
        : Format.Number(number);

    public static string Spread(double spread, PaperMeasure measure) =>
        MeasureText.IsShare(measure) ? Sentence.Of($"± {spread * 100:0.0#}") : $"± {Format.Number(spread)}";

    public static string Of(PaperVerdict verdict) =>
        verdict switch
        {
            PaperVerdict.Agrees => "Agrees",
            PaperVerdict.Differs => "Differs",
            PaperVerdict.NotComparable => "Not comparable",
            PaperVerdict.Stopped => "Stopped",
            PaperVerdict.TooFewSeeds => "Too few seeds",
            PaperVerdict.Waiting => "Waiting",
            _ => verdict.ToString(),
        };

    /// <summary>Where an item stands at a scale, or null before its first launch.</summary>
    public static string? Standing(PaperStanding standing)
    {
        if (standing.Completed + standing.UnderWay == 0)
            return null;
        List<string> parts = [];
        if (standing.UnderWay > 0)
            parts.Add(Sentence.Of($"{Format.Count(standing.Completed)} of {standing.Completed + standing.UnderWay} runs done"));
        if (standing.Agree + standing.Differ > 0)
            parts.Add(Sentence.Of($"{standing.Agree} of {standing.Agree + standing.Differ} values agree"));
        var claims = standing.Hold + standing.NotShown + standing.Fail;
        if (claims > 0)
            parts.Add(Sentence.Of($"{standing.Hold} of {claims} {(claims == 1 ? "claim holds" : "claims hold")}"));
        if (standing.NotShown > 0)
            parts.Add(Sentence.Of($"{standing.NotShown} not shown"));
        if (standing.Fail > 0)
            parts.Add(Sentence.Of($"{standing.Fail} {(standing.Fail == 1 ? "fails" : "fail")}"));
        return parts.Count > 0 ? string.Join(" · ", parts) : Sentence.Of($"{standing.Completed} runs done");
    }
}

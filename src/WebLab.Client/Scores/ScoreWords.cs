using WebLab.Contracts.Scores;

namespace WebLab.Client.Scores;

/// <summary>What the scores of examples are called, and what each says.</summary>
public static class ScoreWords
{
    public static string Title(string method) =>
        method switch
        {
            ScoreMethod.Memorisation => "Memorisation and influence",
            ScoreMethod.CScore => "C-score",
            ScoreMethod.El2n => "EL2N",
            ScoreMethod.Grand => "GraNd",
            ScoreMethod.SecondSplit => "Second-split forgetting",
            _ => method,
        };

    /// <summary>What a score is, with its source.</summary>
    public static string Sentence(string method) =>
        method switch
        {
            ScoreMethod.Memorisation =>
                "How much more often networks give an example its label when it was among those that they were trained "
                    + "on (Feldman and Zhang 2020).",
            ScoreMethod.CScore =>
                "How often networks that never saw an example give it its label, over training sets of a tenth to nine tenths "
                    + "of the others (Jiang et al. 2021).",
            ScoreMethod.El2n =>
                "The length of the difference between prediction and label early in training, mean over networks (Paul et al. 2021).",
            ScoreMethod.Grand =>
                "The length of the gradient of an example's loss early in training, mean over networks (Paul et al. 2021).",
            ScoreMethod.SecondSplit =>
                "After which epoch on the second half of the examples one of the first half is wrong for good, mean over "
                    + "networks and halves (Maini et al. 2022).",
            _ => "",
        };

    /// <summary>Whether it is taken early in training.</summary>
    public static bool IsEarly(string method) => method is ScoreMethod.El2n or ScoreMethod.Grand;

    /// <summary>Networks that a launch starts from: enough to see something in minutes.</summary>
    public static int Networks(string method) =>
        method switch
        {
            ScoreMethod.Memorisation => 100,
            ScoreMethod.CScore => 90,
            ScoreMethod.SecondSplit => 20,
            _ => 10,
        };

    /// <summary>Whether what is hard or memorised has a low score.</summary>
    public static bool IsLowHard(string method) => method is ScoreMethod.CScore or ScoreMethod.SecondSplit;
}

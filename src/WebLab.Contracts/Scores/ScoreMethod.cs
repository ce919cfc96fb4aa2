namespace WebLab.Contracts.Scores;

/// <summary>A score that examples can have. Its id is stored, and never changes.</summary>
public sealed record ScoreMethod
{
    /// <summary>How much more often an example is predicted right when it was trained on (Feldman and Zhang 2020).</summary>
    public const string Memorisation = "memorisation";

    /// <summary>How often it is predicted right when it was held out, over subsets of 0.1 to 0.9 (Jiang et al. 2021).</summary>
    public const string CScore = "c-score";

    /// <summary>The length of softmax less one-hot, early in training (Paul et al. 2021).</summary>
    public const string El2n = "el2n";

    /// <summary>The length of the loss's gradient, early in training (Paul et al. 2021).</summary>
    public const string Grand = "grand";

    /// <summary>When an example of the first half is forgotten for good while a network goes on with the second half (Maini et al.
    /// 2022).</summary>
    public const string SecondSplit = "second-split-forgetting";

    private ScoreMethod() { }

    /// <summary>The written name.</summary>
    public required string Id { get; init; }

    /// <summary>Its name on the screen.</summary>
    public required string Title { get; init; }

    /// <summary>The field's term for it, as a column is called; the title where nothing else is said.</summary>
    public string Term
    {
        get => field ?? Title;
        init;
    }

    /// <summary>The unit of the score; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>One sentence on what it is, with its source.</summary>
    public required string Sentence { get; init; }

    /// <summary>Networks that a launch starts from: enough to see something in minutes.</summary>
    public required int Networks { get; init; }

    /// <summary>Whether it is taken early in training.</summary>
    public bool IsEarly { get; init; }

    /// <summary>Whether what is hard or memorised has a low score.</summary>
    public bool IsLowHard { get; init; }

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<ScoreMethod> All { get; } =
    [
        new()
        {
            Id = Memorisation,
            Title = "Memorisation and influence",
            Term = "Memorisation",
            Sentence =
                "How much more often networks give an example its label when it was among those that they were trained "
                + "on (Feldman and Zhang 2020).",
            Networks = 100,
        },
        new()
        {
            Id = CScore,
            Title = "C-score",
            Sentence =
                "How often networks that never saw an example give it its label, over training sets of a tenth to nine tenths "
                + "of the others (Jiang et al. 2021).",
            Networks = 90,
            IsLowHard = true,
        },
        new()
        {
            Id = El2n,
            Title = "EL2N",
            Sentence =
                "The length of the difference between prediction and label early in training, mean over networks (Paul et al. 2021).",
            Networks = 10,
            IsEarly = true,
        },
        new()
        {
            Id = Grand,
            Title = "GraNd",
            Sentence = "The length of the gradient of an example's loss early in training, mean over networks (Paul et al. 2021).",
            Networks = 10,
            IsEarly = true,
        },
        new()
        {
            Id = SecondSplit,
            Title = "Second-split forgetting",
            Unit = "epochs",
            Sentence =
                "After which epoch on the second half of the examples one of the first half is wrong for good, mean over "
                + "networks and halves (Maini et al. 2022).",
            Networks = 20,
            IsLowHard = true,
        },
    ];

    /// <summary>The score of an id.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ScoreMethod Of(string id) =>
        All.FirstOrDefault(method => method.Id == id) ?? throw new ArgumentException($"There is no score {id}.", nameof(id));
}

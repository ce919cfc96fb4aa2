namespace WebLab.Contracts.Saliency;

/// <summary>What the data-randomisation test found: whether maps of where a network looks change when its labels are random.</summary>
public sealed record DataRandomisationReport
{
    /// <summary>The stored name of the kind of analysis, which never changes.</summary>
    public const string Kind = "data-randomisation";

    /// <summary>The form of this report; an older reader passes over what it does not know.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>The data set's title.</summary>
    public required string Title { get; init; }

    /// <summary><c>cnn</c> or <c>mlp</c>, the published networks.</summary>
    public required string Network { get; init; }

    /// <summary>Images trained on.</summary>
    public required int Examples { get; init; }

    /// <summary>Test images whose maps are compared.</summary>
    public required int Images { get; init; }

    /// <summary>Seeds that were asked for; those that are done have trainings.</summary>
    public required int Seeds { get; init; }

    /// <summary>How the networks were trained, two for each seed.</summary>
    public IReadOnlyList<RandomisationTraining> Trainings { get; init; } = [];

    /// <summary>How alike the maps are, by method, with and without absolute value.</summary>
    public IReadOnlyList<MapCorrelation> Correlations { get; init; } = [];

    /// <summary>Methods that do not apply to the network, each with the sentence that says why.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>Maps of the first images, by the networks of the first seed.</summary>
    public IReadOnlyList<ExplainedExample> Shown { get; init; } = [];

    /// <summary>Rows of an image.</summary>
    public int Rows { get; init; }

    /// <summary>Columns of an image.</summary>
    public int Columns { get; init; }

    /// <summary>What the numbers cannot say, each one sentence.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>Seconds that it took so far.</summary>
    public double Seconds { get; init; }
}

/// <summary>One of the two trainings of a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="IsRandom">Whether on permuted labels.</param>
/// <param name="Epochs">Epochs trained.</param>
/// <param name="TrainAccuracy">On the labels that it was trained with.</param>
/// <param name="TestAccuracy">On true labels.</param>
public sealed record RandomisationTraining(int Seed, bool IsRandom, int Epochs, double TrainAccuracy, double TestAccuracy);

/// <summary>Spearman's rank correlation of a method's maps of the same images by a network of true and one of random labels.</summary>
/// <param name="Method">The method's stored name.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="IsAbsolute">Whether absolute values were compared.</param>
/// <param name="Means">The mean over images of each seed.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">The standard deviation over images, mean over seeds.</param>
/// <param name="Low">Where the 95 % interval over seeds begins; null for one seed.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Published">The authors' bar; null where there is none for this data set and network.</param>
/// <param name="Caveat">What must be known beside the bar; null for nothing.</param>
public sealed record MapCorrelation(
    string Method,
    string Title,
    bool IsAbsolute,
    IReadOnlyList<double> Means,
    double Mean,
    double Deviation,
    double? Low,
    double? High,
    double? Published,
    string? Caveat
)
{
    /// <summary>Images of all seeds that have no correlation, and are in no mean: a map that is the same everywhere has no ranks.</summary>
    public int Undefined { get; init; }
}

/// <summary>A test image with its maps.</summary>
/// <param name="Index">Its original index in the test set.</param>
/// <param name="Label">Its true label.</param>
/// <param name="PredictedTrue">What the network of true labels takes it for: the output that its maps explain.</param>
/// <param name="PredictedRandom">The same of the network of random labels.</param>
/// <param name="Maps">A pair of maps a method.</param>
public sealed record ExplainedExample(int Index, int Label, int PredictedTrue, int PredictedRandom, IReadOnlyList<MapPair> Maps);

/// <summary>Two maps of one image, each divided by its largest absolute value: a signed byte a pixel, row by row, -127 to 127.</summary>
/// <param name="Method">The method's stored name.</param>
/// <param name="True">By the network of true labels.</param>
/// <param name="Random">By the network of random labels.</param>
public sealed record MapPair(string Method, byte[] True, byte[] Random);

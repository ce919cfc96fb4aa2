namespace WebLab.Contracts.Saliency;

/// <summary>Where stored networks look: maps of the same test images by each of them, one epoch or several.</summary>
public sealed record SaliencyMapsReport
{
    /// <summary>The stored name of the kind of analysis, which never changes.</summary>
    public const string Kind = "saliency-maps";

    /// <summary>The form of this report; an older reader passes over what it does not know.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>Rows of an image.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of an image.</summary>
    public required int Columns { get; init; }

    /// <summary>Whether the maps explain the output of an image's true label, and not of what the network takes it for.</summary>
    public required bool ExplainsTrueLabel { get; init; }

    /// <summary>The true labels of the images, which are the first of the test set.</summary>
    public required IReadOnlyList<int> Labels { get; init; }

    /// <summary>The ways to draw a map.</summary>
    public required IReadOnlyList<MapMethod> Methods { get; init; }

    /// <summary>The networks as they were named; those that are done.</summary>
    public IReadOnlyList<NetworkMaps> Networks { get; init; } = [];

    /// <summary>What the maps cannot say, each one sentence.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>Seconds that it took so far.</summary>
    public double Seconds { get; init; }
}

/// <summary>A way to draw a map.</summary>
/// <param name="Id">Its stored name.</param>
/// <param name="Title">Its name on the screen.</param>
/// <param name="Sentence">What it shows, with its formula and source.</param>
public sealed record MapMethod(string Id, string Title, string Sentence);

/// <summary>A network's maps.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Name">The run's name.</param>
/// <param name="Epoch">The epoch that the checkpoint stands in, 1-based.</param>
/// <param name="Step">Steps that it was trained for.</param>
/// <param name="NoiseRate">The share of its training labels that differ from the true ones, 0 to 1.</param>
/// <param name="TestAccuracy">Of the whole test set, 0 to 1.</param>
/// <param name="Predictions">What it takes each image for.</param>
/// <param name="Maps">Its maps, by method.</param>
/// <param name="LeftOut">Methods that do not apply to it, each with the sentence that says why.</param>
public sealed record NetworkMaps(
    Guid RunId,
    string Name,
    int Epoch,
    int Step,
    double NoiseRate,
    double TestAccuracy,
    IReadOnlyList<int> Predictions,
    IReadOnlyList<MethodMaps> Maps,
    IReadOnlyList<string> LeftOut
);

/// <summary>A network's maps by one method.</summary>
/// <param name="Method">The method's stored name.</param>
/// <param name="Pictures">A map an image, divided by its largest absolute value: a signed byte a pixel, row by row, -127 to 127.</param>
/// <param name="LikeLast">Spearman's rank correlation of the maps' absolute values with those of the last network, the mean over the
/// images; null until the last is done, and where no image has one.</param>
/// <param name="SignedLikeLast">The same with their signs.</param>
public sealed record MethodMaps(string Method, IReadOnlyList<byte[]> Pictures, double? LikeLast, double? SignedLikeLast);

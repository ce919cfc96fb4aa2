namespace WebLab.Contracts.Measures;

/// <summary>What an analysis of the kind <c>measures</c> finds of trained networks.</summary>
public sealed record MeasuresReport
{
    /// <summary>The stored name of the kind of analysis, which never changes.</summary>
    public const string Kind = "measures";

    /// <summary>The measures that were taken.</summary>
    public required IReadOnlyList<MeasureInfo> Measures { get; init; }

    /// <summary>The networks, in the order in which they were named; those that are done so far.</summary>
    public required IReadOnlyList<MeasuredRun> Runs { get; init; }
}

/// <summary>A measure: what a number means, and what it does not.</summary>
public sealed record MeasureInfo
{
    /// <summary>The stored name, which never changes.</summary>
    public required string Id { get; init; }

    /// <summary>Its name on the screen.</summary>
    public required string Title { get; init; }

    /// <summary>What <see cref="MeasureResult.Value"/> is, as a formula.</summary>
    public required string Formula { get; init; }

    /// <summary>Where it is defined.</summary>
    public required string Source { get; init; }

    /// <summary>What it can say, one or two sentences.</summary>
    public required string Says { get; init; }

    /// <summary>What it cannot say.</summary>
    public required string CannotSay { get; init; }

    /// <summary>The name of the extension that it comes from; null for WebLab's own.</summary>
    public string? Extension { get; init; }
}

/// <summary>A network that was measured.</summary>
public sealed record MeasuredRun
{
    /// <summary>The run that trained it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>That run's name.</summary>
    public required string Name { get; init; }

    /// <summary>Which training it is of: the same for networks whose recipes differ in their epochs alone; null in reports of before that
    /// was kept.</summary>
    public string? Training { get; init; }

    /// <summary>The epoch that the network stands in.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps that it was trained for.</summary>
    public required int Step { get; init; }

    /// <summary>Training examples, without those held out.</summary>
    public required int Examples { get; init; }

    /// <summary>Test examples.</summary>
    public required int TestExamples { get; init; }

    /// <summary>The share of training labels that differ from the true label.</summary>
    public required double NoiseRate { get; init; }

    /// <summary>The share of training examples predicted as their given label.</summary>
    public required double TrainAccuracy { get; init; }

    /// <summary>The share of test examples predicted as their label.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>Train minus test accuracy.</summary>
    public double GeneralisationGap => TrainAccuracy - TestAccuracy;

    /// <summary>What each measure gives, in the measures' order.</summary>
    public required IReadOnlyList<MeasureResult> Results { get; init; }
}

/// <summary>What a measure gives for a network.</summary>
public sealed record MeasureResult
{
    /// <summary>The measure.</summary>
    public string Measure { get; init; } = "";

    /// <summary>The number; null where there is none.</summary>
    public double? Value { get; init; }

    /// <summary>The lower end of its interval, where it was sampled.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of its interval.</summary>
    public double? High { get; init; }

    /// <summary>Why there is no number, one sentence.</summary>
    public string? Problem { get; init; }

    /// <summary>How it was taken here: sample, settings, what the interval is.</summary>
    public string? Note { get; init; }

    /// <summary>The numbers that it is made of, for example one a layer.</summary>
    public IReadOnlyList<MeasurePart> Parts { get; init; } = [];

    /// <summary>How something is distributed.</summary>
    public IReadOnlyList<MeasureHistogram> Histograms { get; init; } = [];

    /// <summary>How confidence and accuracy go together.</summary>
    public IReadOnlyList<ReliabilityDiagram> Reliability { get; init; } = [];

    /// <summary>Which classes are taken for which.</summary>
    public IReadOnlyList<ConfusionMatrix> Confusion { get; init; } = [];
}

/// <summary>A number that a measure is made of.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Value">The number.</param>
public sealed record MeasurePart(string Name, double Value);

/// <summary>A histogram of bins that are equally wide.</summary>
/// <param name="Name">Of what.</param>
/// <param name="From">The lower edge of the first bin.</param>
/// <param name="To">The upper edge of the last bin.</param>
/// <param name="Counts">Examples in each bin.</param>
public sealed record MeasureHistogram(string Name, double From, double To, IReadOnlyList<int> Counts);

/// <summary>Confidence against accuracy.</summary>
/// <param name="Name">Of which examples.</param>
/// <param name="Bins">Bins that are equally wide in confidence, from 0 to 1.</param>
public sealed record ReliabilityDiagram(string Name, IReadOnlyList<ReliabilityBin> Bins);

/// <summary>The examples whose greatest probability lies in a bin.</summary>
/// <param name="Count">How many.</param>
/// <param name="Confidence">The mean of their greatest probability; 0 without any.</param>
/// <param name="Accuracy">The share of them predicted as labelled; 0 without any.</param>
public sealed record ReliabilityBin(int Count, double Confidence, double Accuracy);

/// <summary>How many examples of each label are predicted as each class.</summary>
/// <param name="Name">Of which examples.</param>
/// <param name="Classes">The classes' names.</param>
/// <param name="Counts">A row for each label, a column for each predicted class.</param>
public sealed record ConfusionMatrix(string Name, IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<int>> Counts);

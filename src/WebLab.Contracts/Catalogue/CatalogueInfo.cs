using WebLab.Contracts.Curves;
using WebLab.Contracts.Examples;
using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Catalogue;

/// <summary>What a recipe can name, as the worker describes it: <c>worker describe</c> prints it and <c>GET /api/catalogue</c> tells
/// it.</summary>
public sealed record CatalogueInfo
{
    /// <summary>What can be done to labels or pixels, in the order in which it is shown.</summary>
    public required IReadOnlyList<CorruptionInfo> Corruptions { get; init; }

    /// <summary>The networks and kernels, in the order in which they are shown.</summary>
    public required IReadOnlyList<NetworkInfo> Networks { get; init; }

    /// <summary>What a network can be trained on, in the order in which it is shown.</summary>
    public IReadOnlyList<LossInfo> Losses { get; init; } = [];

    /// <summary>The kinds of job that workers do: trainings and analyses.</summary>
    public IReadOnlyList<JobInfo> Jobs { get; init; } = [];

    /// <summary>What a curve measures, in the order of the stored numbers.</summary>
    public IReadOnlyList<MetricInfo> Metrics { get; init; } = [];

    /// <summary>What is recorded of each example at every evaluation.</summary>
    public IReadOnlyList<RecorderInfo> Recorders { get; init; } = [];

    /// <summary>The lab's own assemblies.</summary>
    public IReadOnlyList<ExtensionInfo> Extensions { get; init; } = [];
}

/// <summary>What is said of everything that a recipe can name.</summary>
public record DescriptorInfo
{
    /// <summary>The written name, for example <c>random-labels</c>; it never changes.</summary>
    public required string Id { get; init; }

    /// <summary>Its name on the screen.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on what it is or does.</summary>
    public required string Sentence { get; init; }

    /// <summary>Its own fields, in the order in which they are shown.</summary>
    public IReadOnlyList<FieldInfo> Fields { get; init; } = [];

    /// <summary>The name of the extension that it comes from; null for WebLab's own.</summary>
    public string? Extension { get; init; }
}

/// <summary>A corruption.</summary>
public sealed record CorruptionInfo : DescriptorInfo
{
    /// <summary>What it changes.</summary>
    public required CorruptionTarget Changes { get; init; }

    /// <summary>The ids of the data sets that it is defined for; null for all.</summary>
    public IReadOnlyList<string>? Datasets { get; init; }

    /// <summary>The nominal noise rate of one that has it without a field, 0 to 1; null where the field tells, or nothing does.</summary>
    public double? NoiseRate { get; init; }

    /// <summary>Whether something of it is drawn, so that each seed gives another result.</summary>
    public bool IsDrawn { get; init; } = true;
}

/// <summary>What a corruption changes.</summary>
public enum CorruptionTarget
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Labels; every pixel stays as it is.</summary>
    Labels,

    /// <summary>Pixels; every label stays true.</summary>
    Pixels,
}

/// <summary>A network or a kernel.</summary>
public sealed record NetworkInfo : DescriptorInfo
{
    /// <summary>Whether it is a kernel: one system of equations, no epochs and no learning rate.</summary>
    public bool IsKernel { get; init; }

    /// <summary>Whether something of it is drawn, so that each seed gives another result: not so of a kernel over pixels.</summary>
    public bool IsDrawn { get; init; } = true;

    /// <summary>The learning rate to start from; the paper's where it has one.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Trainable parameters with its default fields on 28x28x3 and ten classes; 0 for a kernel, whose coefficients grow with the
    /// training set.</summary>
    public long Parameters { get; init; }

    /// <summary>Multiply-adds of one forward pass of one such image; 0 for a kernel.</summary>
    public long MultiplyAdds { get; init; }

    /// <summary>How large it is for any input and any of its fields; null for a kernel.</summary>
    public NetworkSize? Size { get; init; }

    /// <summary>The numbers that an image becomes before a kernel is taken, a <see cref="SizeFormula"/>; null for a network.</summary>
    public string? Features { get; init; }

    /// <summary>Whether it convolves, and takes images only.</summary>
    public bool Convolves { get; init; }

    /// <summary>Whether it takes rows of features as well as images.</summary>
    public bool TakesFeatures { get; init; }

    /// <summary>The fewest rows and columns of an image that it takes.</summary>
    public int MinSide { get; init; } = 1;

    /// <summary>The id of the same network without its batch normalisation; null where there is none.</summary>
    public string? WithoutBatchNorm { get; init; }
}

/// <summary>A loss.</summary>
public sealed record LossInfo : DescriptorInfo
{
    /// <summary>Where its formula and its defaults are from.</summary>
    public required string Source { get; init; }

    /// <summary>How many networks it trains side by side.</summary>
    public int Networks { get; init; } = 1;

    /// <summary>The numbers that it keeps over a training besides, a <see cref="SizeFormula"/> over <c>examples</c> and
    /// <c>classes</c>.</summary>
    public string State { get; init; } = "0";
}

/// <summary>A kind of job: what server and browser have to know of it to queue, pause, end and show it.</summary>
public sealed record JobInfo : DescriptorInfo
{
    /// <summary>Whether it makes checkpoints, and can go on from one.</summary>
    public bool CanPause { get; init; }

    /// <summary>Whether it is trained in epochs, which its curves are drawn over.</summary>
    public bool HasCurves { get; init; }

    /// <summary>Whether it answers questions about a data set with a report, and has neither epochs nor curves nor measures.</summary>
    public bool IsAnalysis { get; init; }

    /// <summary>Of an analysis, the written names of the recipe's shared fields that it reads besides those of the corruption.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Of an analysis, whether its report is a <see cref="Scores.ScoredExamples"/> as well, whose columns then stand in the
    /// ledgers of the runs on the same examples.</summary>
    public bool ScoresExamples { get; init; }

    /// <summary>Of an analysis, the bytes that it takes at its peak besides the images, a <see cref="SizeFormula"/> over its own fields,
    /// <c>examples</c>, <c>inputs</c>, <c>classes</c> and <c>runs</c>, the stored runs that it looks into.</summary>
    public string Memory { get; init; } = "0";

    /// <summary>Of an analysis, the seconds that it is expected to take on one thread, likewise.</summary>
    public string Seconds { get; init; } = "0";
}

/// <summary>What a curve measures.</summary>
public sealed record MetricInfo
{
    /// <summary>The number that is stored and sent, 0 to 255; it never changes.</summary>
    public required int Number { get; init; }

    /// <summary>The written name, in filters, columns, REST and CSV; it never changes.</summary>
    public required string Name { get; init; }

    /// <summary>Its name on the screen.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence on what it is.</summary>
    public required string Sentence { get; init; }

    /// <summary>What its values count: the unit, and which values there can be.</summary>
    public required MetricScale Scale { get; init; }

    /// <summary>Which values are better.</summary>
    public required Better Better { get; init; }

    /// <summary>The title of the chart that shows it; null for none.</summary>
    public string? Chart { get; init; }

    /// <summary>The written name of its best value over the epochs; null where there is none.</summary>
    public string? BestName { get; init; }
}

/// <summary>What is recorded of each training or test example.</summary>
public sealed record RecorderInfo
{
    /// <summary>The written name, in file names and routes; it never changes.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence on what it records.</summary>
    public required string Sentence { get; init; }

    /// <summary>Which examples it records.</summary>
    public required RecordedSplit Split { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<RecordedColumn> Columns { get; init; }

    /// <summary>The name of the extension that it comes from; null for WebLab's own.</summary>
    public string? Extension { get; init; }
}

/// <summary>A lab's own assembly.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Problem">Why it could not be loaded, one sentence; null when it was.</param>
public sealed record ExtensionInfo(string Name, string Version, string? Problem);

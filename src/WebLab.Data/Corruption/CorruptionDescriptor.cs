using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Data.Datasets;
using WebLab.Data.Preprocessing;

namespace WebLab.Data.Corruption;

/// <summary>
/// What can be done to labels or pixels. A corruption is one class that says what it is called, which fields it has and what it does;
/// the command line, the form, the preview, sweeps, columns, filters and checks follow from it (docs/extending.md). Derive from
/// <see cref="LabelCorruption"/> or <see cref="PixelCorruption"/>.
/// </summary>
public abstract class CorruptionDescriptor
{
    /// <summary>The written name, for example <c>random-labels</c>. It is stored with every recipe and never changes.</summary>
    public abstract string Id { get; }

    /// <summary>Its name on the screen.</summary>
    public abstract string Title { get; }

    /// <summary>One sentence on what it does.</summary>
    public abstract string Sentence { get; }

    /// <summary>Its own fields, in the order in which they are shown.</summary>
    public virtual IReadOnlyList<FieldInfo> Fields => [];

    /// <summary>The ids of the data sets that it is defined for; null for all.</summary>
    public virtual IReadOnlyList<string>? Datasets => null;

    /// <summary>The nominal noise rate of one that has it without a field, 0 to 1; null where the field tells, or nothing does.</summary>
    public virtual double? NoiseRate => null;

    /// <summary>Whether something of it is drawn, so that each seed gives another result.</summary>
    public virtual bool IsDrawn => true;

    /// <summary>Where it stands among the others; the smaller first. A lab's own come last.</summary>
    public virtual int Place => 1_000;

    /// <summary>What it changes.</summary>
    public abstract CorruptionTarget Changes { get; }

    /// <summary>It as data.</summary>
    public CorruptionInfo Describe() =>
        new()
        {
            Id = Id,
            Title = Title,
            Sentence = Sentence,
            Fields = Fields,
            Changes = Changes,
            Datasets = Datasets,
            NoiseRate = NoiseRate,
            IsDrawn = IsDrawn,
            Extension = GetType().Assembly == typeof(CorruptionDescriptor).Assembly ? null : GetType().Assembly.GetName().Name,
        };
}

/// <summary>A corruption of training labels. Test labels never change.</summary>
public abstract class LabelCorruption : CorruptionDescriptor
{
    /// <inheritdoc/>
    public override CorruptionTarget Changes => CorruptionTarget.Labels;

    /// <summary>Gives each training image its label.</summary>
    /// <param name="draw">What there is to draw from.</param>
    /// <returns>A class index for each training image, in their order.</returns>
    /// <remarks>
    /// Draw image by image, so that the first n labels are the same for every training-set size of at least n. With a rate, draw as often
    /// whether a label changes or not: a higher rate then changes at least the images that a lower one with the same seed changes.
    /// </remarks>
    public abstract byte[] Draw(LabelDraw draw);

    /// <summary>The true and the given labels, and which images are left out of the training: none, unless a corruption says
    /// so.</summary>
    /// <param name="draw">What there is to draw from.</param>
    public virtual LabelPair Pair(LabelDraw draw)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return new(draw.TrueLabels, Draw(draw));
    }

    /// <summary>Bytes that <see cref="Draw"/> takes beside the examples and a few numbers for each of them.</summary>
    /// <param name="facts">The data set.</param>
    public virtual long Memory(DatasetFacts facts) => 0;

    /// <summary>What the preview says of it for a data set, one sentence, or null.</summary>
    /// <param name="facts">The data set.</param>
    public virtual string? Note(DatasetFacts facts) => null;

    /// <summary>What to ask before these labels are trained on, one sentence, or null: what is odd and the recipe does not
    /// accept.</summary>
    /// <param name="spec">The recipe.</param>
    /// <param name="labels">The labels that were drawn.</param>
    public virtual string? Doubt(RunSpec spec, LabelPair labels) => null;
}

/// <summary>What a label corruption draws from.</summary>
/// <param name="Train">The training images, with their true labels.</param>
/// <param name="Facts">The data set.</param>
/// <param name="Fields">The corruption's own fields.</param>
/// <param name="Random">The stream of the run's corruption seed: the only source of randomness.</param>
/// <param name="LabelFolder">The folder of label files, or null.</param>
public sealed record LabelDraw(ImageSet Train, DatasetFacts Facts, FieldGroup Fields, RandomStream Random, string? LabelFolder)
{
    /// <summary>The folder of the data set's files; null where there is none.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The true labels, not to be changed.</summary>
    public byte[] TrueLabels => Train.Labels;

    /// <summary>The number of classes.</summary>
    public int Classes => Facts.Classes.Count;
}

/// <summary>A corruption of pixels. Labels stay true.</summary>
public abstract class PixelCorruption : CorruptionDescriptor
{
    /// <inheritdoc/>
    public override CorruptionTarget Changes => CorruptionTarget.Pixels;

    /// <summary>Whether the test images are changed, too.</summary>
    /// <param name="fields">The corruption's own fields.</param>
    public virtual bool ChangesTest(FieldGroup fields) => true;

    /// <summary>Draws what all images share, and gives what is done to each.</summary>
    /// <param name="draw">What there is to draw from.</param>
    /// <remarks>What an image has for itself is drawn by its index (<see cref="RandomStream.ForItem"/>): images that stay in their files
    /// are changed whenever they are read, in any order, and must come out alike each time.</remarks>
    public abstract ImageChange Draw(PixelDraw draw);
}

/// <summary>What a pixel corruption draws from.</summary>
/// <param name="Pixels">The images to change: cropped, divided by 255, not yet whitened.</param>
/// <param name="Train">The whole training set as stored, for moments that are to be matched.</param>
/// <param name="Fields">The corruption's own fields.</param>
/// <param name="Seed">The seed of these images' own draws: training and test images have different ones.</param>
/// <param name="SharedSeed">The seed of what training and test images have in common.</param>
public sealed record PixelDraw(PixelSet Pixels, ImageSet Train, FieldGroup Fields, ulong Seed, ulong SharedSeed);

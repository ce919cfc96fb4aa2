using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Curves;

/// <summary>
/// What a curve measures. Each metric is one file under <c>Curves/Metrics</c>; curve, chart, column, filter, sort, best value, sweep,
/// export and the check of what a worker says follow from it. It stands in Contracts because its number and its name are words of the wire.
/// </summary>
[JsonConverter(typeof(MetricJson))]
public sealed partial class Metric
{
    // Made at first use: their files come in any order. Lazy, so that what is wrong with them is told without a wrapper.
    private static readonly Lazy<MetricIndex> Index = new(() =>
        new(
            typeof(Metric)
                .GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType == typeof(Metric))
                .Select(property => (Metric)property.GetValue(null)!)
        )
    );

    internal Metric() { }

    /// <summary>The number that is stored and sent, 0 to 255; it never changes and is never given again.</summary>
    public required byte Number { get; init; }

    /// <summary>The written name, in filters, columns, REST, CSV and results; it never changes.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that requests may use, for example those that REST had before.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The title of its column.</summary>
    public required string Title { get; init; }

    /// <summary>The words of its line within its chart.</summary>
    public required string ShortTitle { get; init; }

    /// <summary>One sentence on what it is.</summary>
    public required string Help { get; init; }

    /// <summary>What its values count, and so how they are shown and which are possible.</summary>
    public required MetricScale Scale { get; init; }

    /// <summary>Which values are better.</summary>
    public required Better Better { get; init; }

    /// <summary>The chart that shows it; null for none.</summary>
    public required MetricChart? Chart { get; init; }

    /// <summary>Its area in a chart of shares; null for none.</summary>
    public MetricShare? Share { get; init; }

    /// <summary>Its place among the figures of a run; null for none.</summary>
    public MetricFigure? Figure { get; init; }

    /// <summary>How its line is drawn.</summary>
    public LineStyle Line { get; init; }

    /// <summary>
    /// The name of the field of its best value over the epochs, whose epoch is a field under the same name and <c>.epoch</c>; null where a
    /// best over the epochs means nothing: the smallest gap is that of the untrained network.
    /// </summary>
    public string? BestName { get; init; }

    /// <summary>Whether its best value is chosen on the test set, which its fields then say.</summary>
    public bool IsBestByTest { get; init; }

    /// <summary>The error that an accuracy is the complement of; null for what is no accuracy.</summary>
    public MetricError? Error { get; init; }

    /// <summary>How it is computed at the end of an epoch, null where it has no value; null itself for what is measured each
    /// step.</summary>
    public required Func<EpochEvaluation, double?>? Compute { get; init; }

    /// <summary>Whether it is known, and told, when its epoch begins.</summary>
    public bool IsKnownAtStart { get; init; }

    /// <summary>How it is read from the result of a run from before results held every metric; null for what those had not.</summary>
    public Func<RunResult, double?>? FromOldResult { get; init; }

    /// <summary>Likewise its best value.</summary>
    public Func<RunResult, BestValue?>? BestFromOldResult { get; init; }

    /// <summary>All metrics, in the order of their numbers.</summary>
    public static IReadOnlyList<Metric> All => Index.Value.All;

    /// <summary>Those among the figures of a run, in the order in which they are shown.</summary>
    public static IReadOnlyList<Metric> Figures =>
        [.. All.Where(metric => metric.Figure is not null).OrderBy(metric => metric.Figure!.Place)];

    /// <summary>The metric of that stored number, or null: a newer WebLab may have stored others.</summary>
    /// <param name="number">The number.</param>
    public static Metric? Numbered(int number) => Index.Value.Numbered(number);

    /// <summary>The metric of that name or alias, in any case, or null.</summary>
    /// <param name="name">A written name.</param>
    public static Metric? Find(string name) => Index.Value.Named(name);

    /// <summary>Whether a value can be one of this metric's; NaN and infinities only of a loss.</summary>
    /// <param name="value">The value.</param>
    public bool IsPossible(double value) =>
        Scale switch
        {
            MetricScale.Fraction => value is >= 0 and <= 1,
            MetricScale.Difference => value is >= -1 and <= 1,
            MetricScale.Rate => value is >= 0 and < double.PositiveInfinity,
            MetricScale.Loss => true,
            _ => throw new InvalidOperationException($"No rule tells which values {Name} can have."),
        };

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>It as data.</summary>
    public MetricInfo Describe() =>
        new()
        {
            Number = Number,
            Name = Name,
            Title = Title,
            Sentence = Help,
            Scale = Scale,
            Better = Better,
            Chart = Chart?.Title,
            BestName = BestName,
        };

    private sealed class MetricJson : JsonConverter<Metric>
    {
        public override Metric Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Find(reader.GetString()!) is { } metric
                ? metric
                : throw new JsonException("It is no metric.");

        public override void Write(Utf8JsonWriter writer, Metric value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Name);
    }
}

/// <summary>An error as the complement of an accuracy: a field and a way to look at its chart, stored nowhere.</summary>
/// <param name="Name">The written name of its field.</param>
/// <param name="Title">The title of its column.</param>
/// <param name="Help">One sentence on what it is.</param>
public sealed record MetricError(string Name, string Title, string Help);

/// <summary>What the values of a metric count.</summary>
public enum MetricScale
{
    /// <summary>A share, 0 to 1, shown in percent.</summary>
    Fraction,

    /// <summary>The difference of two shares, -1 to 1, shown in percent.</summary>
    Difference,

    /// <summary>A loss; it may become NaN or infinite.</summary>
    Loss,

    /// <summary>A number from 0, such as a learning rate or images a second.</summary>
    Rate,
}

/// <summary>How a line is drawn; the run gives its hue.</summary>
public enum LineStyle
{
    /// <summary>The usual line.</summary>
    Solid,

    /// <summary>Measured on the test set, beside a solid line of the training set.</summary>
    Dashed,

    /// <summary>Single steps behind the mean of their epoch.</summary>
    Faint,
}

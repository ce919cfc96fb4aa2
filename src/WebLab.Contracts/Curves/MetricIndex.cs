namespace WebLab.Contracts.Curves;

/// <summary>Metrics by their numbers and by their names, each of which one metric has.</summary>
internal sealed class MetricIndex
{
    private readonly Dictionary<int, Metric> _byNumber = [];
    private readonly Dictionary<string, Metric> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="metrics">The metrics.</param>
    /// <exception cref="InvalidOperationException">A number or a name is given twice; the message says to which metrics.</exception>
    public MetricIndex(IEnumerable<Metric> metrics)
    {
        All = [.. metrics.OrderBy(metric => metric.Number)];
        foreach (var metric in All)
        {
            if (!_byNumber.TryAdd(metric.Number, metric))
                throw new InvalidOperationException(
                    Sentence.Of(
                        $"The metric number {metric.Number} is given to {_byNumber[metric.Number].Name} and to {metric.Name}; each metric "
                            + $"needs a number of its own."
                    )
                );
            foreach (var name in metric.Aliases.Prepend(metric.Name))
            {
                if (!_byName.TryAdd(name, metric))
                    throw new InvalidOperationException(
                        Sentence.Of(
                            $"The metric name {name} is given to number {_byName[name].Number} and to number {metric.Number}; each metric "
                                + $"needs names of its own."
                        )
                    );
            }
        }
    }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<Metric> All { get; }

    public Metric? Numbered(int number) => _byNumber.GetValueOrDefault(number);

    public Metric? Named(string name) => _byName.GetValueOrDefault(name);
}

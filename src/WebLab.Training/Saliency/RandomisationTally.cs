using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Saliency;
using WebLab.Data.Corruption;
using WebLab.Science.Runs;
using WebLab.Science.Saliency;
using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>What the data-randomisation test has found, seed by seed.</summary>
internal sealed class RandomisationTally(RandomisationOptions options, DatasetFacts facts, CorruptedSet data)
{
    private const int Published = 55_000;

    // Beyond it ties of black pixels are most of a rank correlation.
    private const double MuchBlack = 0.5;

    private readonly List<RandomisationTraining> _trainings = [];
    private readonly List<string> _leftOut = [];
    private readonly Dictionary<(SaliencyMethod Method, bool IsAbsolute), List<double[]>> _values = [];
    private readonly List<ExplainedExample> _shown = [];
    private int _seed;

    private int Images => Math.Min(options.Images, data.Test.Count);

    public void Add(RandomisationTraining training) => _trainings.Add(training);

    public void LeaveOut(string sentence)
    {
        if (!_leftOut.Contains(sentence))
            _leftOut.Add(sentence);
    }

    /// <summary>The networks of a seed are trained, and predict so.</summary>
    public void Begin(int seed, int[] ofTrue, int[] ofRandom)
    {
        _seed = seed;
        for (var i = 0; seed == 0 && i < Math.Min(DataRandomisation.ShownImages, Images); i++)
            _shown.Add(new(i, data.TestLabels[i], ofTrue[i], ofRandom[i], []));
    }

    /// <summary>A method's maps by both networks.</summary>
    public void Add(SaliencyMethod method, Tensor ofTrue, Tensor ofRandom)
    {
        foreach (var isAbsolute in new[] { true, false })
        {
            var (first, second) = (Host(isAbsolute ? ofTrue.abs() : ofTrue), Host(isAbsolute ? ofRandom.abs() : ofRandom));
            var length = first.Length / Images;
            var values = new double[Images];
            Parallel.For(
                0,
                Images,
                i => values[i] = MapSimilarity.Spearman(first.AsSpan(i * length, length), second.AsSpan(i * length, length))
            );
            if (!_values.TryGetValue((method, isAbsolute), out var seeds))
                _values[(method, isAbsolute)] = seeds = [];
            seeds.Add(values);
        }
        for (var i = 0; _seed == 0 && i < _shown.Count; i++)
        {
            var pair = new MapPair(method.Id, MapPicture.Of(ofTrue[i]), MapPicture.Of(ofRandom[i]));
            _shown[i] = _shown[i] with { Maps = [.. _shown[i].Maps, pair] };
        }
    }

    public DataRandomisationReport Report(int examples, double seconds) =>
        new()
        {
            Title = facts.Title,
            Network = options.Network,
            Examples = examples,
            Images = Images,
            Seeds = options.Seeds,
            Trainings = [.. _trainings],
            Correlations = [.. _values.Select(each => Correlation(each.Key.Method, each.Key.IsAbsolute, each.Value))],
            LeftOut = [.. _leftOut],
            Shown = [.. _shown],
            Rows = data.Test.Height,
            Columns = data.Test.Width,
            Caveats = [.. Caveats(examples)],
            Seconds = seconds,
        };

    private MapCorrelation Correlation(SaliencyMethod method, bool isAbsolute, List<double[]> seeds)
    {
        var finite = seeds.ConvertAll(values => values.Where(double.IsFinite).ToArray()).FindAll(values => values.Length > 0);
        double[] means = [.. finite.Select(values => values.Average())];
        var ofSeeds = SeedStatistics.Of(means);
        var deviation =
            finite.Count == 0 ? double.NaN : finite.Average(values => Math.Sqrt(values.Average(x => x * x) - Square(values.Average())));
        return new(
            method.Id,
            method.Title,
            isAbsolute,
            means,
            ofSeeds?.Mean ?? double.NaN,
            deviation,
            ofSeeds?.IntervalLow,
            ofSeeds?.IntervalHigh,
            PublishedCorrelations.Find(facts.Name, options.Network, method.Id, isAbsolute),
            isAbsolute && method is IntegratedGradients or GradientTimesInput && BlackShare() is var black && black > MuchBlack
                ? Sentence.Of($"{black:0.0 %} of the pixels are black, where both maps are zero: these ties alone make the maps alike.")
                : null
        )
        {
            Undefined = seeds.Sum(values => values.Count(value => !double.IsFinite(value))),
        };
    }

    private IEnumerable<string> Caveats(int examples)
    {
        if (examples < Published)
            yield return Sentence.Of(
                $"The published networks were trained on {Published:N0} images, these on {examples:N0}: bars need not agree."
            );
        foreach (var training in _trainings.Where(each => each.IsRandom && each.TrainAccuracy <= DataRandomisation.Learned))
            yield return Sentence.Of(
                $"With seed {training.Seed} the random labels were learned to {training.TrainAccuracy:0.0 %} only, in "
                    + $"{training.Epochs} epochs; the published networks came above 95 %."
            );
        yield return "A low correlation says that a map depends on what was learned, not that it shows what the network looks at.";
    }

    private double BlackShare()
    {
        var length = Images * data.Test.ImageLength;
        var black = data.Test.Values.AsSpan(0, length).Count(0f);
        return black / (double)length;
    }

    private static double Square(double value) => value * value;

    private static float[] Host(Tensor maps)
    {
        using var scope = NewDisposeScope();
        // Divided by the largest, as the authors did; ranks are the same.
        var largest = maps.abs().amax([1, 2, 3], true).AtLeast(1e-30);
        return (maps / largest).to(float32).cpu().contiguous().data<float>().ToArray();
    }
}

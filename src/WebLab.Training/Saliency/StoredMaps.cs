using System.Diagnostics;
using System.Globalization;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Saliency;
using WebLab.Data;
using WebLab.Science.Specs;
using WebLab.Training.Analyses;
using static TorchSharp.torch;

namespace WebLab.Training.Saliency;

/// <summary>Draws maps of the same test images by stored networks, one after the other.</summary>
/// <param name="work">The analysis.</param>
/// <param name="images">How many images, if there are as many.</param>
/// <param name="explainsTrueLabel">Whether the output of the true label is explained, and not of what the network predicts.</param>
internal sealed class StoredMaps(AnalysisWork work, int images, bool explainsTrueLabel)
{
    // About so many batches of gradients a network, most of them of IG-SmoothGrad, each of the images once.
    private const double Batches = 3_000;

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<NetworkMaps> _done = [];
    private readonly List<string> _caveats =
    [
        "These networks take whitened images: integrated gradients begin at an image's mean, where such an image is 0, and not at black.",
    ];

    // The values of the maps, by network and method, an array an image.
    private readonly List<Dictionary<string, float[][]>> _values = [];

    /// <summary>Draws them; the report is kept after each network.</summary>
    /// <exception cref="TrainingFailedException">A network cannot be read, or is not of the same images; the message says
    /// which.</exception>
    public void Run()
    {
        var count = Math.Min(images, work.Networks.Min(stored => stored.Spec.TestSize));
        foreach (var (stored, place) in work.Networks.Select((stored, i) => (stored, i)))
        {
            Check(stored);
            work.Tell($"Reading the network of {stored.Name}", (double)place / work.Networks.Count);
            using var open = stored.Open(work.Device);
            using var scope = NewDisposeScope();
            Add(open, place, Math.Min(count, open.Data.Test.Count));
        }
    }

    private void Check(StoredNetwork stored)
    {
        // Of one that is gone the recipe is not known; opening it says why.
        if (stored.Problem is not null)
            return;
        var (spec, first) = (stored.Spec, work.Networks[0]);
        if (DatasetFacts.Of(spec.Dataset) is { Kind: not DatasetKind.Images } facts)
            throw new TrainingFailedException($"Maps are of images; run {stored.Name} was trained on {facts.Title}, rows of features.");
        if (spec.Dataset != first.Spec.Dataset)
            throw new TrainingFailedException(
                $"Maps are compared of the same images: run {stored.Name} was trained on {spec.Dataset}, and {first.Name} on "
                    + $"{first.Spec.Dataset}."
            );
        var caveat =
            $"Run {stored.Name} was trained on images whose pixels its recipe changes; where that is true of test images too, its "
            + "maps are of the changed ones.";
        if (spec.Corruption.ChangesPixels() && !_caveats.Contains(caveat))
            _caveats.Add(caveat);
    }

    private void Add(OpenNetwork open, int place, int count)
    {
        var batches = 0;
        var pixels = open.Data.Test.Slice(0, count);
        var network = new ExplainedNetwork(open.Network, pixels, () =>
        {
            // A network of rectified units can take many times as many, until integrated gradients are complete.
            var share = batches / (batches + Batches);
            if (batches++ % 10 == 0)
                work.Tell(
                    $"Drawing maps by {open.Stored.Name}, network {place + 1} of {work.Networks.Count}",
                    (place + share) / work.Networks.Count
                );
        });
        var all = network.Predictions(open.Data.Test.Slice(0, open.Data.Test.Count));
        var right = all.eq(open.Data.Test.TrueLabels).sum().item<long>() / (double)open.Data.Test.Count;
        var predicted = all.narrow(0, 0, count);
        var labels = open.Data.Test.TrueLabels.narrow(0, 0, count);
        var (pictures, values, leftOut) = (new List<MethodMaps>(), new Dictionary<string, float[][]>(), new List<string>());
        foreach (var method in SaliencyMethods.All)
        {
            using var each = NewDisposeScope();
            if (method.Refusal(network) is { } refusal)
            {
                leftOut.Add(refusal);
                continue;
            }
            var noise = Seeds.Derive(work.Spec.Seed, "saliency-noise");
            var maps = method.Maps(network, pixels, explainsTrueLabel ? labels : predicted, noise);
            if (method.Doubt(network, pixels, explainsTrueLabel ? labels : predicted, maps) is { } doubt)
                _caveats.Add($"{open.Stored.Name}, epoch {open.Epoch.ToString(CultureInfo.InvariantCulture)}: {doubt}");
            pictures.Add(new(method.Id, [.. Enumerable.Range(0, count).Select(i => MapPicture.Of(maps[i]))], null, null));
            values[method.Id] = [.. Enumerable.Range(0, count).Select(i => Host(maps[i]))];
        }
        _values.Add(values);
        _done.Add(
            new(
                open.Stored.RunId,
                open.Stored.Name,
                open.Epoch,
                open.Step,
                open.Corrupted.RealisedNoiseRate,
                right,
                Whole(predicted),
                pictures,
                leftOut
            )
        );
        var isLast = place == work.Networks.Count - 1;
        work.Keep(Report(open, Whole(labels), isLast), isLast);
    }

    private SaliencyMapsReport Report(OpenNetwork open, int[] labels, bool isLast) =>
        new()
        {
            Rows = open.Data.Shape.Rows,
            Columns = open.Data.Shape.Columns,
            ExplainsTrueLabel = explainsTrueLabel,
            Labels = labels,
            Methods = [.. SaliencyMethods.All.Select(method => new MapMethod(method.Id, method.Title, method.Sentence))],
            Networks = isLast ? [.. _done.Select(Compared)] : [.. _done],
            Caveats = [.. _caveats],
            Seconds = _watch.Elapsed.TotalSeconds,
        };

    private NetworkMaps Compared(NetworkMaps network, int place) =>
        network with
        {
            Maps =
            [
                .. network.Maps.Select(maps =>
                    maps with
                    {
                        LikeLast = Likeness(place, maps.Method, Math.Abs),
                        SignedLikeLast = Likeness(place, maps.Method, value => value),
                    }
                ),
            ],
        };

    private double? Likeness(int place, string method, Func<float, float> of)
    {
        if (!_values[^1].TryGetValue(method, out var last))
            return null;
        double[] known =
        [
            .. _values[place]
                [method]
                .Zip(last)
                .Select(pair => MapSimilarity.Spearman(Array.ConvertAll(pair.First, Of), Array.ConvertAll(pair.Second, Of)))
                .Where(double.IsFinite),
        ];
        return known.Length == 0 ? null : known.Average();

        float Of(float value) => of(value);
    }

    private static float[] Host(Tensor map)
    {
        using var onHost = map.flatten().cpu();
        return onHost.data<float>().ToArray();
    }

    private static int[] Whole(Tensor classes)
    {
        using var onHost = classes.cpu();
        return [.. onHost.data<long>().Select(value => (int)value)];
    }
}

using TorchSharp;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.LabelAudits;
using WebLab.Data.LabelAudits;
using WebLab.Data.Preprocessing;
using WebLab.Training.Analyses;
using WebLab.Training.Measures;
using WebLab.Training.Models;
using static TorchSharp.torch;

namespace WebLab.Training.LabelAudits;

/// <summary>What the penultimate layer of a stored run's network makes of the examples of an audit, in the place of features that it finds
/// itself.</summary>
internal static class NetworkFeatures
{
    // What a convolutional network makes of an image of 28x28 in colour is up to 6 MB, and of one of a wider network eight times that: a
    // batch has to fit into the gigabyte and a half that the queue was told of.
    private const int Batch = 32,
        BatchInputs = Batch * 28 * 28 * 3;

    /// <summary>Takes all examples of an audit through the network.</summary>
    /// <param name="stored">The run.</param>
    /// <param name="work">The audit.</param>
    /// <exception cref="TrainingFailedException">Its network cannot be read, takes other examples, or has no such layer.</exception>
    public static ExampleEmbeddings Of(StoredNetwork stored, AnalysisWork work)
    {
        work.Tell($"Reading the network of {stored.Name}", 0);
        if (stored.Problem is { } problem)
            throw new TrainingFailedException(problem);
        using var none = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(0, work.Device.Torch);
        var facts = DatasetFacts.Of(stored.Spec.Dataset);
        var areFeatures = facts.Kind == DatasetKind.Features;
        var shape = areFeatures ? InputShape.OfFeatures(facts.Width) : new(facts.InputHeight, facts.InputWidth, facts.Channels);
        var (train, test) = (work.Data.Train, work.Data.Test);
        if (shape != (areFeatures ? InputShape.OfFeatures(train.ImageLength) : new(train.Height, train.Width, train.Channels)))
            throw Refuse(stored, $"takes the examples of {facts.Title}, and these are of another shape");
        using var network = Networks.Create(stored.Spec, shape, generator);
        var epoch = stored.ReadInto(network);
        network.eval();
        network.to(work.Device.Torch);
        var units = new List<float[]>(train.Count + test.Count);
        foreach (var split in new[] { train, test })
        {
            foreach (var indices in Enumerable.Range(0, split.Count).Chunk(Math.Clamp(BatchInputs / train.ImageLength, 1, Batch)))
            {
                work.Cancel.ThrowIfCancellationRequested();
                units.AddRange(Units(Inputs(split, indices, !areFeatures)));
            }
        }
        var title = Sentence.Of($"{stored.Spec.Model} of run {stored.Name} ({stored.RunId}) after epoch {epoch}, trained on {facts.Title}");
        return new(title, EmbeddingTable.OfUnits(title, units), new(train.Count, test.Count))
        {
            IsTrainedOnThem = stored.Spec.Dataset == work.Spec.Dataset,
        };

        float[][] Units(float[] inputs)
        {
            using var batch = NewDisposeScope();
            var images = tensor(inputs, [inputs.Length / train.ImageLength, train.Channels, train.Height, train.Width]);
            using var last = Representations.Penultimate(network, images.to(work.Device.Torch));
            if (last is null)
                throw Refuse(stored, "has no layer of rectified units before its output");
            var width = last.shape[1];
            if (width > LabelAuditOptions.MaxUnits)
                throw Refuse(
                    stored,
                    Sentence.Of($"has {width:N0} units before its output, and at most {LabelAuditOptions.MaxUnits:N0} are read")
                );
            // Of a network of a lab's own it may be another layer that goes through WebLab's rectified units last.
            if (network.parameters().LastOrDefault(each => each.dim() == 2) is { } output && output.shape[1] != width)
                throw Refuse(
                    stored,
                    Sentence.Of($"tells classes by {output.shape[1]:N0} units, and the last that go through Rectifier are {width:N0}")
                );
            return [.. last.contiguous().data<float>().ToArray().Chunk((int)width)];
        }
    }


    // As a training gives them to its network.
    private static float[] Inputs(PixelSet examples, int[] indices, bool areImages)
    {
        var values = new float[indices.Length * examples.ImageLength];
        examples.Read(indices, values);
        for (var i = 0; areImages && i < indices.Length; i++)
        {
            var image = values.AsSpan(i * examples.ImageLength, examples.ImageLength);
            Whitening.Apply(image, image);
        }
        return values;
    }

    private static TrainingFailedException Refuse(StoredNetwork stored, string why) =>
        new($"The network of run {stored.Name} ({stored.RunId}) gives no features: it {why}.");
}

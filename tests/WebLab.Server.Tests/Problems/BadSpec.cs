using System.Text.Json.Nodes;
using WebLab.Science.Specs;

namespace WebLab.Server.Tests.Problems;

/// <summary>A spec that is refused, as it is written on the command line.</summary>
/// <param name="Arguments">Names of fields and their values.</param>
/// <param name="Field">The field that is named, as the JSON path; the command line says the same.</param>
/// <param name="Value">The value as the sentence gives it.</param>
/// <param name="Allowed">What the sentence says is allowed.</param>
public sealed record BadSpec(string Arguments, string Field, string Value, string Allowed)
{
    public static IReadOnlyList<BadSpec> All { get; } =
    [
        new("epochs 0", "epochs", "0", "a whole number from 1 to 10,000"),
        new("epochs -1", "epochs", "-1", "a whole number from 1 to 10,000"),
        new("epochs 1000000000", "epochs", "1000000000", "a whole number from 1 to 10,000"),
        new("epochs 99999999999", "epochs", "99999999999", "a whole number from 1 to 10,000"),
        new("epochs 2.5", "epochs", "2.5", "a whole number from 1 to 10,000"),
        new("epochs many", "epochs", "many", "a whole number from 1 to 10,000"),
        new("batch-size 0", "batchSize", "0", "a whole number from 1 to 60,000"),
        new("batch-size 5001 train-size 5000", "batchSize", "5,001", "at most trainSize, 5,000"),
        new("train-size 9", "trainSize", "9", "a whole number from 10 to 10,000,000"),
        new("train-size 20001", "trainSize", "20,001", "at most 20,000"),
        new("test-size 0", "testSize", "0", "a whole number from 10 to 10,000,000"),
        new("learning-rate 0", "learningRate", "0", "a number from 1E-07 to 10"),
        new("learning-rate -0.01", "learningRate", "-0.01", "a number from 1E-07 to 10"),
        new("learning-rate NaN", "learningRate", "NaN", "a number from 1E-07 to 10"),
        new("learning-rate Infinity", "learningRate", "Infinity", "a number from 1E-07 to 10"),
        new("learning-rate-decay 1.5", "learningRateDecay", "1.5", "a number from 0.01 to 1"),
        new("momentum 1", "momentum", "1", "a number from 0 to 0.999"),
        new("weight-decay -1", "weightDecay", "-1", "a number from 0 to 1"),
        new("noise-rate 1.01 corruption partially-corrupted-labels", "corruption.noiseRate", "1.01", "a number from 0 to 1"),
        new("noise-rate 0.5", "corruption.noiseRate", "0.5", "left out for true-labels"),
        new("model resnet", "model", "resnet", "small-inception"),
        new("dataset imagenet", "dataset", "imagenet", "cifar-10"),
        new("corruption random-noise", "corruption.kind", "random-noise", "random-labels"),
        new("label-file ../secrets corruption file-labels", "corruption.labelFile", "../secrets", "a plain file name"),
        new("seed -1", "seed", "-1", "a whole number from 0 to 2,147,483,647"),
        new("loss hinge", "loss.kind", "hinge", "cross-entropy, gce, sce, elr, mixup, co-teaching"),
        new("gce-q 1.5 loss gce", "loss.gceQ", "1.5", "a number from 0.01 to 1"),
        new("gce-q 0.5", "loss.gceQ", "0.5", "left out for cross-entropy"),
        new("forget-epochs 2.5 loss co-teaching", "loss.forgetEpochs", "2.5", "a whole number from 1 to 1,000"),
        new("label-smoothing 0.1 loss gce", "regularisers.labelSmoothing", "0.1", "0 for gce"),
        new("dropout 1", "regularisers.dropout", "1", "a number from 0 to 0.95"),
    ];

    public string[] CommandLine() => [.. Pairs().SelectMany(pair => new[] { "--" + pair.Name, pair.Value })];

    public string Json()
    {
        var spec = new JsonObject();
        foreach (var (name, value) in Pairs())
        {
            var steps = SpecFields.Find(name)!.Path.Split('.');
            var owner = spec;
            foreach (var step in steps[..^1])
                owner = (JsonObject)(owner[step] ??= new JsonObject());
            // What JSON has no number for is written as a string, as a hand-written request would.
            owner[steps[^1]] =
                value.All(c => char.IsDigit(c) || c is '-' or '.') && value.Any(char.IsDigit) ? JsonNode.Parse(value) : value;
        }
        return spec.ToJsonString();
    }

    public override string ToString() => Arguments;

    private IEnumerable<(string Name, string Value)> Pairs() => Arguments.Split(' ').Chunk(2).Select(pair => (pair[0], pair[1]));
}

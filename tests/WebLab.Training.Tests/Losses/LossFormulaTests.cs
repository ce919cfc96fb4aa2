using WebLab.Contracts.Specs;
using WebLab.Training.Losses;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace WebLab.Training.Tests.Losses;

/// <summary>Each loss's value against its paper's formula in plain numbers, and its gradient against differences of that formula.</summary>
public sealed class LossFormulaTests
{
    private const int Classes = 4;

    // The last row's p of the given label is e^-220, 0 in float32.
    private static readonly double[][] Logits =
    [
        [0.3, -1.2, 2.0, 0.1],
        [-0.4, 0.9, 0.2, -2.5],
        [1.5, 1.4, -0.3, 0.8],
        [120, 0, -100, 3],
    ];

    private static readonly int[] Labels = [2, 0, 3, 2];
    private static readonly long[] Examples = [4, 1, 0, 5];

    [Theory]
    [InlineData(0.7, 0.7)]
    [InlineData(1, 1)]
    [InlineData(0.01, 0.01)]
    public void Generalised_cross_entropy(double q, double given) =>
        Check("gce", "gceQ", given, (p, label) => (1 - Math.Pow(p[label], q)) / q);

    /// <summary>The reverse cross-entropy as it is defined: summed over the classes, with the target's zeros clamped.</summary>
    [Fact]
    public void Symmetric_cross_entropy()
    {
        Check("sce", null, 0, (p, label) => (0.1 * CrossEntropy(p, label)) + Reverse(p, label, 1e-4));
        Check("sce", "sceFloor", 0.01, (p, label) => (0.1 * CrossEntropy(p, label)) + Reverse(p, label, 0.01));
        Check("sce", "sceAlpha", 6, (p, label) => (6 * CrossEntropy(p, label)) + Reverse(p, label, 1e-4));

        static double Reverse(double[] p, int label, double floor) =>
            -p.Select((share, k) => share * Math.Log(Math.Clamp(k == label ? 1 : 0, floor, 1))).Sum();
    }

    [Fact]
    public void Cross_entropy() => Check("cross-entropy", null, 0, CrossEntropy);

    [Fact]
    public void Early_learning_regularisation_remembers_each_example_by_its_original_index()
    {
        const double beta = 0.7,
            lambda = 3;
        using var scope = NewDisposeScope();
        using var loss = Create(new() { Kind = "elr" });
        var memory = new double[6][];
        for (var i = 0; i < memory.Length; i++)
            memory[i] = new double[Classes];
        // The second presentation comes in another order, of other logits.
        foreach (var order in new[] { new[] { 0, 1, 2, 3 }, [3, 1, 0, 2] })
        {
            var logits = Array.ConvertAll(order, i => Array.ConvertAll(Logits[i], value => value * (order[0] + 1) / 4));
            var labels = Array.ConvertAll(order, i => Labels[i]);
            var targets = order
                .Select(
                    (i, row) =>
                    {
                        var p = Clamped(logits[row]);
                        return memory[Examples[i]].Select((kept, k) => (beta * kept) + ((1 - beta) * p[k] / p.Sum())).ToArray();
                    }
                )
                .ToArray();
            for (var row = 0; row < order.Length; row++)
                memory[Examples[order[row]]] = targets[row];

            Assert.Equal(
                Mean(logits, row => CrossEntropy(Softmax(logits[row]), labels[row]) + (lambda * Held(logits[row], targets[row]))),
                Measure(loss, logits, labels, Array.ConvertAll(order, i => Examples[i]), out var gradient),
                1e-4
            );
            AssertGradient(
                logits,
                gradient,
                changed => Mean(changed, r => CrossEntropy(Softmax(changed[r]), labels[r]) + (lambda * Held(changed[r], targets[r])))
            );
        }

        static double[] Clamped(double[] logits) => Array.ConvertAll(Softmax(logits), p => Math.Clamp(p, 1e-4, 1 - 1e-4));

        static double Held(double[] logits, double[] target) => Math.Log(1 - Clamped(logits).Zip(target, (p, t) => p * t).Sum());
    }

    private static void Check(string kind, string? field, double value, Func<double[], int, double> formula)
    {
        using var scope = NewDisposeScope();
        using var loss = Create(new() { Kind = kind, Fields = field is null ? FieldGroup.Empty : FieldGroup.Empty.With(field, value) });
        var expected = Mean(Logits, row => formula(Softmax(Logits[row]), Labels[row]));
        Assert.Equal(expected, Measure(loss, Logits, Labels, Examples, out var gradient), 1e-4);
        AssertGradient(Logits, gradient, changed => Mean(changed, row => formula(Softmax(changed[row]), Labels[row])));
    }

    private static TrainingLoss Create(LossSpec loss) =>
        LossRegistry
            .Current.Find(loss.Kind)!
            .Create(new(new() { Loss = loss }, Examples: 6, Classes, CPU, () => throw new InvalidOperationException("No peer is wanted.")));

    private static double Measure(TrainingLoss loss, double[][] logits, int[] labels, long[] examples, out float[] gradient)
    {
        var outputs = tensor(logits.SelectMany(row => row).Select(value => (float)value).ToArray(), [logits.Length, Classes])
            .requires_grad_();
        var given = tensor(Array.ConvertAll(labels, label => (long)label));
        var value = loss.Of(empty(0), outputs, cross_entropy(outputs, given), new(1, 1, 0.1, tensor(examples), given));
        value.backward();
        gradient = outputs.grad!.data<float>().ToArray();
        return value.item<float>();
    }

    private static void AssertGradient(double[][] logits, float[] gradient, Func<double[][], double> value)
    {
        const double step = 1e-5;
        for (var i = 0; i < gradient.Length; i++)
        {
            var slope = (value(Moved(i, step)) - value(Moved(i, -step))) / (2 * step);
            Assert.Equal(slope, gradient[i], 1e-4);
        }

        double[][] Moved(int i, double by)
        {
            var moved = Array.ConvertAll(logits, row => (double[])row.Clone());
            moved[i / Classes][i % Classes] += by;
            return moved;
        }
    }

    private static double Mean(double[][] rows, Func<int, double> of) => Enumerable.Range(0, rows.Length).Average(of);

    private static double CrossEntropy(double[] p, int label) => -Math.Log(p[label]);

    private static double[] Softmax(double[] logits)
    {
        var most = logits.Max();
        var powers = Array.ConvertAll(logits, value => Math.Exp(value - most));
        return Array.ConvertAll(powers, power => power / powers.Sum());
    }
}

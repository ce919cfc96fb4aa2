using WebLab.Training.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.LabelAudits;

public sealed class LossCurvesTests
{
    [Fact]
    public void What_only_the_biases_can_learn_is_learned()
    {
        using var scope = NewDisposeScope();
        // Features that say nothing: all that can be known is how common each class is.
        int[] labels = [.. Enumerable.Range(0, 1_000).Select(i => i % 10 == 0 ? 1 : 0)];
        var curve = new LossCurves(zeros(labels.Length, 3), classes: 2, epochs: 30, seed: 1).Train(labels, CancellationToken.None);
        var entropy = -((0.9 * Math.Log(0.9)) + (0.1 * Math.Log(0.1)));
        Assert.InRange(curve[^1], entropy - 0.01, entropy + 0.01);
    }
}

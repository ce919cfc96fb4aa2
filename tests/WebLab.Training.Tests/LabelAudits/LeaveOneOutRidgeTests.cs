using WebLab.Training.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Training.Tests.LabelAudits;

public sealed class LeaveOneOutRidgeTests
{
    // Of more features than examples it is found from the examples' products.
    [Theory]
    [InlineData(5)]
    [InlineData(70)]
    public void What_is_told_of_an_example_is_what_a_fit_without_it_predicts(int width)
    {
        const int Count = 30;
        const double Ridge = 0.1;
        using var scope = NewDisposeScope();
        var generator = new Generator(3);
        var features = randn([Count, width], generator: generator);
        var given = features.clone();
        var targets = randn([Count, 2], generator: generator);
        using var ridge = LeaveOneOutRidge.Factorise(features, Ridge, default);
        var told = ridge.Predict(targets).to(ScalarType.Float64);

        // What is told of others is what the whole fit predicts, of these examples as of any.
        var fitted = ridge.PredictOthers(targets, given).to(ScalarType.Float64);

        // The features are standardised by now; the mean is a column that is not penalised.
        var x = cat([features.to(ScalarType.Float64), ones([Count, 1], dtype: ScalarType.Float64)], 1);
        var y = targets.to(ScalarType.Float64);
        var penalty = eye(width + 1, dtype: ScalarType.Float64) * Ridge * Count;
        penalty[width, width] = 0;
        var all = x.mm(linalg.solve(x.t().mm(x) + penalty, x.t().mm(y)));
        Assert.True((all - fitted).abs().max().item<double>() < 1e-4);
        for (var left = 0; left < Count; left++)
        {
            var kept = tensor(Enumerable.Range(0, Count).Where(i => i != left).Select(i => (long)i).ToArray());
            var (xs, ys) = (x.index_select(0, kept), y.index_select(0, kept));
            var weights = linalg.solve(xs.t().mm(xs) + penalty, xs.t().mm(ys));
            var expected = x.narrow(0, left, 1).mm(weights);
            Assert.True((expected - told.narrow(0, left, 1)).abs().max().item<double>() < 1e-4);
        }
    }
}


namespace WebLab.Training.Tests;

public sealed class EarlyStoppingTests
{
    [Fact]
    public void Stops_after_so_many_epochs_without_a_better_accuracy()
    {
        var stopping = new EarlyStopping(patience: 2);
        double[] accuracies = [0.1, 0.3, 0.2, 0.4, 0.4, 0.3];
        Assert.Equal([false, false, false, false, false, true], accuracies.Select(accuracy => stopping.Stops(accuracy)));
    }

    [Fact]
    public void Never_stops_without_a_hold_out()
    {
        var stopping = new EarlyStopping(patience: 1);
        Assert.DoesNotContain(true, Enumerable.Range(0, 10).Select(_ => stopping.Stops(null)));
    }
}

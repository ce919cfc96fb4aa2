using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Runs;

namespace WebLab.Science.Tests.Runs;

public sealed class RunFieldsTests
{
    [Fact]
    public void Noise_of_a_corruption_that_this_lab_has_no_more_is_what_was_realised_and_else_not_known()
    {
        var noise = Assert.IsType<NumberRunField>(RunFields.Find("noise"));
        Assert.Null(noise.Get(Run("of-an-extension", realised: null)));
        Assert.Equal(0.31, noise.Get(Run("of-an-extension", realised: 0.31)));
        Assert.Equal(0, noise.Get(Run(CorruptionKind.TrueLabels, realised: 0)));
        Assert.Equal(0, noise.Get(Run(CorruptionKind.ShuffledPixels, realised: null)));
        Assert.Equal(1, noise.Get(Run(CorruptionKind.RandomLabels, realised: null)));
    }

    private static RunSummary Run(string kind, double? realised) =>
        new()
        {
            Id = Guid.NewGuid(),
            ExperimentId = Guid.NewGuid(),
            ExperimentName = "an experiment",
            Index = 0,
            Name = "a run",
            Spec = new() { Corruption = new() { Kind = kind } },
            Status = RunStatus.Running,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Facts = realised is { } rate ? new(10, 1, rate, "", "CPU", 1) : null,
        };
}

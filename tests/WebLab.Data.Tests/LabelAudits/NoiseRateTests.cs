using System.Text.Json;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class NoiseRateTests
{
    [Theory]
    [InlineData("cifar-10n-worst-swin", 0.4021)]
    [InlineData("cifar-10n-aggre-swin", 0.0901)]
    public void The_estimate_is_near_and_its_interval_covers(string folder, double truth)
    {
        var place = Path.Combine(ReferenceData.Folder(), "label-errors", folder);
        var probabilities = ProbabilityFile.Read(Path.Combine(place, "pred_probs.npy"));
        var given = AuditLabels.Read(Path.Combine(place, "noisy_labels.npy"), probabilities.Rows, probabilities.Classes);
        var joint = ConfidentJoint.Of(probabilities, given);
        var rate = NoiseRate.Of(probabilities, given, joint);
        Assert.InRange(rate.Value - truth, -0.0205, 0.0205);
        Assert.True(rate.Low <= truth && truth <= rate.High);
        var transition = rate.Transition(joint);
        Assert.All(transition, row => Assert.Equal(1, row.Sum(), 12));
    }

    [Fact]
    public void Three_examples_without_an_error_leave_a_wide_interval()
    {
        var table = new ProbabilityTable(3, 2, [0.9, 0.1, 0.2, 0.8, 0.8, 0.2]);
        int[] labels = [0, 1, 0];
        var rate = NoiseRate.Of(table, labels, ConfidentJoint.Of(table, labels));
        Assert.Equal((0, 0), (rate.Value, rate.Low));
        Assert.InRange(rate.High, 0.5, 0.7);
    }

    [Fact]
    public void All_errors_that_people_confirmed_in_MNIST_are_among_the_first_hundred()
    {
        var place = Path.Combine(ReferenceData.Folder(), "label-errors", "human-verified");
        var probabilities = ProbabilityFile.Read(Path.Combine(place, "mnist_test_pred_probs.npy"));
        var given = AuditLabels.Read(Path.Combine(place, "mnist_test_labels.npy"), probabilities.Rows, probabilities.Classes);
        using var votes = JsonDocument.Parse(File.ReadAllText(Path.Combine(place, "mnist_votes.json")));
        var confirmed = votes
            .RootElement.EnumerateArray()
            .Where(suspect => suspect.GetProperty("mturk").GetProperty("given").GetInt32() < 3)
            .Select(suspect => suspect.GetProperty("id").GetInt32())
            .ToHashSet();
        Assert.Equal(15, confirmed.Count);
        var (listed, _) = SuspectList.Of(probabilities, given, ConfidentJoint.Of(probabilities, given), 100);
        Assert.Equal(15, listed.Count(suspect => confirmed.Contains(suspect.Index)));
    }
}

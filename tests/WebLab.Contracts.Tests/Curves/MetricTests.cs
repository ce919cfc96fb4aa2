using System.Text.Json;
using WebLab.Contracts.Curves;

namespace WebLab.Contracts.Tests.Curves;

public sealed class MetricTests
{
    /// <summary>What is stored carries these: a line may be added, and none may change or go.</summary>
    [Fact]
    public void Stored_numbers_and_names_are_those_that_were_given_out() =>
        Assert.Equal(
            [
                (0, "step.loss"),
                (1, "train.loss"),
                (2, "train.acc"),
                (3, "clean.acc"),
                (4, "test.acc"),
                (5, "test.loss"),
                (6, "gap"),
                (7, "memorised"),
                (8, "corrupted.true"),
                (9, "corrupted.other"),
                (10, "uncorrupted.true"),
                (11, "uncorrupted.other"),
                (12, "holdout.acc"),
                (13, "online.acc"),
                (14, "epoch.lr"),
                (15, "epoch.speed"),
            ],
            Metric.All.Take(16).Select(metric => ((int)metric.Number, metric.Name))
        );

    [Theory]
    [InlineData("test-accuracy", 4)]
    [InlineData("Learning-Rate", 14)]
    public void Names_that_rest_had_before_are_still_understood(string name, int number) => Assert.Equal(number, Metric.Find(name)!.Number);

    [Fact]
    public void Filter_column_csv_and_rest_call_a_metric_by_one_name() =>
        Assert.Equal("\"test.acc\"", JsonSerializer.Serialize(Metric.TestAccuracy, LabJson.Options));

    [Theory]
    [InlineData("\"nonsense\"")]
    [InlineData("4")]
    public void What_names_no_metric_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Metric>(json, LabJson.Options));
}

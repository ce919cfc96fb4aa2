using WebLab.Science.Experiments;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Experiments;

public sealed class SweepValuesTests
{
    [Theory]
    [InlineData("noise-rate", "0, 0.2,0.4 1", "0 0.2 0.4 1")]
    [InlineData("noise-rate", "0:1:0.1", "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1")]
    [InlineData("noise-rate", "1:0:-0.5, 0.25", "1 0.5 0 0.25")]
    [InlineData("learning-rate", "log 1e-3..1:7", "0.001 0.00316 0.01 0.0316 0.1 0.316 1")]
    [InlineData("train-size", "log 100..10000:3", "100 1000 10000")]
    [InlineData("seed", "1,2,3", "1 2 3")]
    [InlineData("train-size", "1, 500", "1 500")]
    [InlineData("train-size", "500,1000", "500 1000")]
    [InlineData("batch-size", "100,200,500", "100 200 500")]
    [InlineData("corruption", "true-labels,random-labels", "true-labels random-labels")]
    public void List_or_range_gives_its_values(string field, string text, string values) =>
        Assert.Equal(values.Split(' '), SweepValues.Parse(SpecFields.Find(field)!, text));

    [Theory]
    [InlineData(
        "noise-rate",
        "0,1",
        "noise-rate must be clear about its commas; 0,1 may be 0 and 1 or 0.1: write a blank after a comma between values, and a point in "
            + "a decimal."
    )]
    [InlineData(
        "learning-rate",
        "1,5e-3",
        "learning-rate must be clear about its commas; 1,5e-3 may be 1 and 5e-3 or 1.5e-3: write a blank after a comma between values, and "
            + "a point in a decimal."
    )]
    [InlineData(
        "train-size",
        "1,500",
        "train-size must be clear about its commas; 1,500 may be 1 and 500 or 1500: write a blank after a comma between values, and none "
            + "in a number."
    )]
    [InlineData("noise-rate", "0.2, 0.4, 0.20", "noise-rate must take each value once; it took 0.2 twice.")]
    [InlineData("seed", "1, 2, 1, 1", "seed must take each value once; it took 1 3 times.")]
    [InlineData("train-size", "log 1..2:5", "train-size must take each value once; it took 1 3 times.")]
    [InlineData(
        "noise-rate",
        "0:1:0",
        "noise-rate must be a range whose step leads from 0 to 1 in at most 500 values; the step was 0."
    )]
    [InlineData(
        "noise-rate",
        "0:1:1e-9",
        "noise-rate must be a range whose step leads from 0 to 1 in at most 500 values; the step was 1e-9."
    )]
    [InlineData(
        "noise-rate",
        "0:1",
        "noise-rate must be a list, or a range from:to:step; it was 0:1. Write 0:1:0.1 for a range with its step, or log 1e-3..1:7 for "
            + "seven values."
    )]
    [InlineData(
        "learning-rate",
        "log 0..1:3",
        "learning-rate must be log from..to:count, from and to greater than 0 and 2 to 500 values; it was log 0..1:3. Write 0:1:0.1 for a "
            + "range with its step, or log 1e-3..1:7 for seven values."
    )]
    [InlineData("epochs", "many", "epochs must be a whole number from 1 to 10,000; it was many.")]
    public void What_is_ambiguous_or_repeated_is_refused_with_one_sentence(string field, string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => SweepValues.Parse(SpecFields.Find(field)!, text)).Message);
}

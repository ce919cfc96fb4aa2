using WebLab.Contracts.Measures;

namespace WebLab.Client.Tests.Measures;

/// <summary>Reports of measures as a worker would keep them.</summary>
internal static class MeasuresMaker
{
    public static MeasuresReport Report(int networks) =>
        new()
        {
            Measures =
            [
                Info("margins", "Margins", "median of f(x)_y − max_{j≠y} f(x)_j"),
                Info("path-norm", "Path norm", "Σ over paths of the product of squared weights"),
                Info("calibration", "Calibration error", "ECE"),
                Info("confusion", "Confusion", "N_{ij}"),
            ],
            Runs = [.. Enumerable.Range(0, networks).Select(Run)],
        };

    // The later a network stands, the smaller its margin and the wider its gap.
    private static MeasuredRun Run(int place) =>
        new()
        {
            RunId = new Guid(place + 1, 0, 0, new byte[8]),
            Name = $"noise {place}",
            Epoch = 10,
            Step = 80,
            Examples = 100,
            TestExamples = 50,
            NoiseRate = place / 10.0,
            TrainAccuracy = 1,
            TestAccuracy = 0.9 - (place / 10.0),
            Results =
            [
                new()
                {
                    Measure = "margins",
                    Value = 4 - place,
                    Parts = [new("5th percentile", 0.125)],
                    Histograms = [new("Margin", -1, 3, [10, 20, 40, 30])],
                },
                new() { Measure = "path-norm", Problem = "Local response normalisation has no path norm." },
                new()
                {
                    Measure = "calibration",
                    Value = 0.25,
                    Low = 0.2,
                    High = 0.3,
                    Reliability = [new("Test examples", [new(0, 0, 0), new(20, 0.5, 0.4), new(30, 0.9, 0.7)])],
                    Note = "The interval is that of 200 resamples.",
                },
                new()
                {
                    Measure = "confusion",
                    Value = 0.4,
                    Confusion =
                    [
                        new(
                            "Test examples",
                            ["cat", "dog"],
                            [
                                [15, 10],
                                [10, 15],
                            ]
                        ),
                    ],
                },
            ],
        };

    private static MeasureInfo Info(string id, string title, string formula) =>
        new()
        {
            Id = id,
            Title = title,
            Formula = formula,
            Source = $"Source of {id}.",
            Says = $"What {id} says.",
            CannotSay = $"What {id} cannot say.",
        };
}

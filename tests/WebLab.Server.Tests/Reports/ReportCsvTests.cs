using WebLab.Contracts.Measures;
using WebLab.Contracts.Saliency;
using WebLab.Contracts.Scores;
using WebLab.Science.Catalogue;
using WebLab.Server.Reports;

namespace WebLab.Server.Tests.Reports;

public sealed class ReportCsvTests
{
    [Fact]
    public void Every_form_of_a_report_is_of_a_kind_of_analysis_that_there_is() =>
        Assert.All(ReportForm.All, form => Assert.NotNull(LabCatalogue.FindAnalysis(form.Kind)));

    [Fact]
    public void Every_measure_is_a_line_with_its_parts_and_why_there_is_none()
    {
        var run = Guid.CreateVersion7();
        var report = new MeasuresReport
        {
            Measures = [],
            Runs =
            [
                new()
                {
                    RunId = run,
                    Name = "mlp, 1x512",
                    Epoch = 3,
                    Step = 30,
                    Examples = 100,
                    TestExamples = 50,
                    NoiseRate = 0.25,
                    TrainAccuracy = 0.75,
                    TestAccuracy = 0.5,
                    Results =
                    [
                        new()
                        {
                            Measure = "margins",
                            Value = 4,
                            Parts = [new("5th percentile", 0.125)],
                        },
                        new() { Measure = "path-norm", Problem = "It has none." },
                        new()
                        {
                            Measure = "calibration",
                            Value = 0.25,
                            Low = 0.2,
                            High = 0.3,
                        },
                    ],
                },
            ],
        };
        var head = $"{run},\"mlp, 1x512\",3,30,0.25,0.75,0.5,0.25";
        Assert.Equal(
            [
                "run,name,epoch,step,noise rate,train accuracy,test accuracy,generalisation gap,measure,part,value,low,high,why not",
                $"{head},margins,,4,,,",
                $"{head},margins,5th percentile,0.125,,,",
                $"{head},path-norm,,,,,It has none.",
                $"{head},calibration,,0.25,0.2,0.3,",
            ],
            MeasuresCsv.Of(report)
        );
    }

    [Fact]
    public void Every_correlation_is_a_line_with_each_seed()
    {
        var report = new DataRandomisationReport
        {
            Title = "MNIST",
            Network = "cnn",
            Examples = 2_000,
            Images = 10,
            Seeds = 2,
            Correlations = [new("gradient", "Gradient", true, [0.2, 0.3], 0.25, 0.1, -0.39, 0.89, 0.16, null)],
        };
        Assert.Equal(
            [
                "method,values,mean,low,high,deviation over images,published,caveat,seed 1,seed 2",
                "gradient,absolute,0.25,-0.39,0.89,0.1,0.16,,0.2,0.3",
            ],
            RandomisationCsv.Of(report)
        );
    }

    [Fact]
    public void Every_example_is_a_line_with_its_score_and_every_pair_of_influence_another()
    {
        var report = new ExampleScoresReport
        {
            Title = "MNIST",
            Method = ScoreMethod.Memorisation,
            Networks = 4,
            Trained = 4,
            Epochs = 10,
            LearningRate = 0.1,
            Scores = [0.5f, float.NaN],
            Errors = [0.25f, float.NaN],
            TrueLabels = [3, 4],
            GivenLabels = [3, 5],
            Pairs = [new(1, 7, 5, 0.75, 0.125)],
        };
        Assert.Equal(
            [
                "record,index,true label,given label,test index,test label,memorisation,standard error",
                "example,0,3,3,,,0.5,0.25",
                "example,1,4,5,,,,",
                "influence,1,4,5,7,5,0.75,0.125",
            ],
            ExampleScoresCsv.Of(report)
        );
    }

    [Fact]
    public void Every_network_and_method_of_maps_is_a_line_with_how_alike_they_are()
    {
        var run = Guid.CreateVersion7();
        var report = new SaliencyMapsReport
        {
            Rows = 1,
            Columns = 1,
            ExplainsTrueLabel = true,
            Labels = [3],
            Methods = [new("gradient", "Gradient", "It is one.")],
            Networks =
            [
                new(
                    run,
                    "a run",
                    2,
                    20,
                    0.25,
                    0.5,
                    [8],
                    [
                        new(
                            "gradient",
                            [
                                [1],
                            ],
                            0.75,
                            null
                        ),
                    ],
                    []
                ),
            ],
        };
        Assert.Equal(
            [
                "run,name,epoch,step,noise rate,test accuracy,method,rank correlation with the last,with signs",
                $"{run},a run,2,20,0.25,0.5,gradient,0.75,",
            ],
            SaliencyMapsCsv.Of(report)
        );
    }
}

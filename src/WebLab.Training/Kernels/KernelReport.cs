using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Science.Kernels;
using static TorchSharp.torch;

namespace WebLab.Training.Kernels;

/// <summary>Measures a solution as an epoch of a network is measured, and tells the observer.</summary>
internal static class KernelReport
{
    public static RunResult Tell(
        RunSpec spec,
        CorruptedSet data,
        KernelImages images,
        KernelSolution solution,
        TimeSpan elapsed,
        ITrainingObserver observer
    )
    {
        var train = Shares(Classes(solution.Train), data);
        var testClasses = Classes(solution.Test);
        var testAccuracy = testClasses.Where((predicted, i) => predicted == data.TestLabels[i]).Count() / (double)data.TestLabels.Length;
        var trainLoss = solution.Train.sub(images.Targets).Squared().sum(1).mean().item<double>();
        var imagesPerSecond = images.TrainCount / elapsed.TotalSeconds;
        var evaluation = new EpochEvaluation
        {
            TrainLoss = trainLoss,
            Train = train,
            TestAccuracy = testAccuracy,
            ImagesPerSecond = imagesPerSecond,
        };
        var result = new RunResult
        {
            Epochs = 1,
            Steps = 1,
            Parameters = KernelFacts.Coefficients(spec),
            TrainLoss = trainLoss,
            TrainAccuracy = train.TrainAccuracy,
            CleanAccuracy = train.CleanAccuracy,
            MemorisedFraction = train.MemorisedFraction,
            TestAccuracy = testAccuracy,
            BestTestAccuracy = testAccuracy,
            BestTestEpoch = 1,
            RealisedNoiseRate = data.RealisedNoiseRate,
            GivenLabelHash = data.GivenLabelHash,
            TimeToFitEpochs = null,
            TimeToFitSteps = null,
            ImagesPerSecond = imagesPerSecond,
            SolutionNorm = solution.Norm,
            SolutionNote = solution.Note,
            Metrics = MeasuredMetrics.After(null, evaluation, 1),
        };
        observer.Points(Points(evaluation));
        observer.Advanced(new(1, 1, 1, 1, imagesPerSecond, SecondsLeft: 0), result);
        return result;
    }

    private static long[] Classes(Tensor outputs)
    {
        using var classes = outputs.argmax(1).cpu();
        return classes.data<long>().ToArray();
    }

    private static TrainShares Shares(long[] predicted, CorruptedSet data)
    {
        long asGiven = 0,
            asTrue = 0,
            corruptedAsGiven = 0,
            corruptedAsTrue = 0;
        for (var i = 0; i < predicted.Length; i++)
        {
            var (given, truth) = (predicted[i] == data.GivenLabels[i] ? 1 : 0, predicted[i] == data.TrueLabels[i] ? 1 : 0);
            asGiven += given;
            asTrue += truth;
            if (data.Corrupted[i])
                (corruptedAsGiven, corruptedAsTrue) = (corruptedAsGiven + given, corruptedAsTrue + truth);
        }
        return new(
            predicted.Length,
            data.Corrupted.LongCount(isCorrupted => isCorrupted),
            asGiven,
            asTrue,
            corruptedAsGiven,
            corruptedAsTrue
        );
    }

    private static List<Point> Points(EpochEvaluation evaluation)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return
        [
            .. from metric in Metric.All
            let value = metric.Compute?.Invoke(evaluation)
            where value.HasValue
            select new Point(metric, 1, (float)value.GetValueOrDefault(), now),
        ];
    }
}

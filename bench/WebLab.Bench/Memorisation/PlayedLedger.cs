using WebLab.Contracts.Examples;
using WebLab.Data;
using WebLab.Data.Examples;

namespace WebLab.Bench.Memorisation;

/// <summary>A long run's records without its training: outputs are drawn, and what is kept of them is what a worker keeps.</summary>
internal static class PlayedLedger
{
    public const int Examples = 50_000,
        TestExamples = 10_000,
        Epochs = 60;

    private const int Classes = 10;
    private const double CorruptedShare = 0.4;

    /// <summary>Writes the files of a run over those that are there.</summary>
    /// <returns>Their bytes.</returns>
    public static long Write(string folder, Guid run)
    {
        var random = new RandomStream(3);
        var truth = new byte[Examples];
        var given = new byte[Examples];
        var pace = new double[Examples];
        for (var i = 0; i < Examples; i++)
        {
            truth[i] = (byte)random.NextInt(Classes);
            given[i] = random.NextDouble() < CorruptedShare ? (byte)random.NextInt(Classes) : truth[i];
            // Corrupted examples are learned late, and each at a pace of its own.
            pace[i] = random.NextDouble() * (given[i] == truth[i] ? 0.4 : 0.15);
        }
        byte[] testLabels = [.. Enumerable.Range(0, TestExamples).Select(_ => (byte)random.NextInt(Classes))];
        double[] testPace = [.. Enumerable.Range(0, TestExamples).Select(_ => 0.2 * random.NextDouble())];
        using (var recording = new ExampleRecording(folder, run, ExampleRecorders.Current.All, RecordedTraining.Fail))
        {
            var heldOut = new bool[Examples];
            recording.Begin(1, Classes, new('b', 64), heldOut, given, truth, testLabels);
            for (var epoch = 1; epoch <= Epochs; epoch++)
            {
                var (logits, predictions) = Draw(random, given, pace, epoch);
                var test = Draw(random, testLabels, testPace, epoch);
                recording.Add(epoch, epoch * 391, split =>
                    split == RecordedSplit.Test
                        ? new(test.Predictions, testLabels, testLabels, new bool[TestExamples], () => test.Logits)
                        : new(predictions, given, truth, heldOut, () => logits, predictions)
                );
            }
        }
        return new DirectoryInfo(folder).EnumerateFiles($"{run:N}.*").Sum(file => file.Length);
    }

    private static (float[,] Logits, int[] Predictions) Draw(RandomStream random, byte[] given, double[] pace, int epoch)
    {
        var logits = new float[given.Length, Classes];
        var predictions = new int[given.Length];
        for (var i = 0; i < given.Length; i++)
        {
            for (var label = 0; label < Classes; label++)
            {
                logits[i, label] = (float)(random.NextGaussian() + (label == given[i] ? pace[i] * epoch : 0));
                if (logits[i, label] > logits[i, predictions[i]])
                    predictions[i] = label;
            }
        }
        return (logits, predictions);
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using WebLab.Contracts;
using WebLab.Contracts.LabelAudits;
using WebLab.Data;
using WebLab.Data.LabelAudits;
using WebLab.Training.LabelAudits;
using static TorchSharp.torch;

namespace WebLab.Bench.LabelAudits;

/// <summary>People's wrong labels of CIFAR-10, found by embeddings that are brought as a file: WebLab's own features, and the leading
/// directions of the pixels.</summary>
internal static class EmbeddingScores
{
    private const int Some = 10_000,
        Directions = 256;

    public static void Measure(AuditMeasure measure)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var (subject, isWrong) = OwnScores.Worst(measure, Some);
        var options = new LabelAuditOptions();
        var own = Quality(LabelAuditor.Score(subject, options, measure.Device, measure.Cancel));
        var features = ExampleFeatures.Of(
            subject.Train,
            null,
            Seeds.Derive(options.Seed, LabelAuditSeeds.Features),
            options.BudgetSeconds * 0.5 * measure.Device.Threads,
            measure.Device.Threads,
            _ => { },
            measure.Cancel
        );
        var (brought, words) = Brought(features.Values);
        measure.Report.Add(
            BenchFigure.AtMost(
                "audit.embeddings-same",
                1e6 * Math.Abs(own.Auroc - brought.Auroc),
                "1e-6 AUROC",
                1,
                Sentence.Of($"own filters of CIFAR-10N worst as a file of embeddings, {words}; AUROC {brought.Auroc:0.000000}")
            )
        );
        var pixels = tensor(subject.Train.Pixels, [Some, subject.Train.ImageLength]).to(ScalarType.Float32);
        pixels.sub_(pixels.mean([0], keepdim: true));
        var (leading, said) = Brought(pixels.mm(NeighbourGraph.Directions(pixels, Directions)));
        measure.Report.Add(
            BenchFigure.AtLeast(
                "audit.embeddings-pixels",
                100 * leading.Auroc,
                "% AUROC",
                60,
                Sentence.Of($"{Directions} leading directions of the pixels, {said}; average precision {leading.AveragePrecision:0.000}")
            )
        );

        (RankingQuality, string) Brought(Tensor values)
        {
            var path = Path.GetTempFileName();
            try
            {
                Write(path, values);
                var watch = Stopwatch.StartNew();
                var table = EmbeddingFile.Read(path);
                var read = watch.Elapsed.TotalSeconds;
                var quality = Quality(LabelAuditor.Score(subject.With("own.npy", table), options, measure.Device, measure.Cancel));
                return (
                    quality,
                    Sentence.Of($"{table.Width:N0} features, read in {read:0.0} s, scored in {watch.Elapsed.TotalSeconds - read:0.0} s")
                );
            }
            finally
            {
                File.Delete(path);
            }
        }

        RankingQuality Quality(ProbabilityTable probabilities) =>
            RankingQuality.Of(LabelScores.SelfConfidence(probabilities, subject.Given), isWrong);
    }

    private static void Write(string path, Tensor values)
    {
        var header = Sentence.Of($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({values.shape[0]}, {values.shape[1]}), }}\n");
        using var file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
        file.Write(MemoryMarshal.AsBytes(values.contiguous().data<float>().ToArray().AsSpan()));
    }
}

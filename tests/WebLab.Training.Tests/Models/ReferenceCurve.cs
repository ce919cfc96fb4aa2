using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;

namespace WebLab.Training.Tests.Models;

/// <summary>
/// A training as text, every number as its bits: a first line that names the processor, on which the last bits of a sum depend (oneDNN and
/// MKL choose their code by it), the labels' hash, and a line "metric step bits" for each point, float32 as it is told. Of an epoch's
/// result the loss and a kernel's norm follow as float64.
/// </summary>
internal sealed class ReferenceCurve : ITrainingObserver
{
    private readonly List<string> _lines = [];
    private int _epochs;

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Models", "Reference");

    /// <summary>The processor's vendor, family, model and vector extensions.</summary>
    public static string Processor { get; } = ReadProcessor();

    /// <summary>Trains a recipe on one thread.</summary>
    /// <returns>The lines, the processor's first.</returns>
    public static IReadOnlyList<string> Record(RunSpec spec)
    {
        var curve = new ReferenceCurve();
        var data = Corruptor.Apply(spec, DatasetReader.Load(spec.Dataset, null, spec.TrainSize, spec.TestSize), null);
        using var control = new TrainingControl();
        Execution.Run(spec, data, ComputeDevice.Open("cpu", 1), curve, control);
        return [Processor, data.GivenLabelHash, .. curve._lines];
    }

    public void Started(RunFacts facts) => _lines.Add(FormattableString.Invariant($"parameters {facts.Parameters}"));

    public void Points(IReadOnlyList<Point> points)
    {
        // Metrics that came later were not told then.
        foreach (var point in points.Where(point => point.Metric.Number < Metric.ImagesPerSecond.Number))
        {
            var bits = BitConverter.SingleToInt32Bits(point.Value);
            _lines.Add(FormattableString.Invariant($"{point.Metric} {point.Step} {bits:x8}"));
        }
    }

    public void Advanced(RunProgress progress, RunResult? result)
    {
        if (result is null || result.Epochs == _epochs)
            return;
        _epochs = result.Epochs;
        _lines.Add(FormattableString.Invariant($"result-loss {_epochs} {BitConverter.DoubleToInt64Bits(result.TrainLoss):x16}"));
        if (result.SolutionNorm is { } norm)
            _lines.Add(FormattableString.Invariant($"result-norm {_epochs} {BitConverter.DoubleToInt64Bits(norm):x16}"));
    }

    private static string ReadProcessor()
    {
        if (!X86Base.IsSupported)
            return RuntimeInformation.ProcessArchitecture.ToString();
        var (_, b, c, d) = X86Base.CpuId(0, 0);
        var vendor = Encoding.ASCII.GetString([.. new[] { b, d, c }.SelectMany(BitConverter.GetBytes)]);
        var (signature, _, _, _) = X86Base.CpuId(1, 0);
        var (_, features, more, _) = X86Base.CpuId(7, 0);
        var (halfPrecision, _, _, _) = X86Base.CpuId(7, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{vendor} {signature:x8} {features:x8} {more:x8} {halfPrecision:x8}");
    }
}

using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Data.Corruption;
using WebLab.Data.Datasets;
using WebLab.Training;

var spec = new RunSpec { Epochs = 10, TrainSize = 2000, TestSize = 500 };
Console.WriteLine(Trainer.Train(spec, Corruptor.Apply(spec, DatasetReader.Load(spec.Dataset, null, 2000, 500), null), ComputeDevice.Open("cpu", 2), new Printer(), default));

internal sealed class Printer : ITrainingObserver
{
    public void Started(RunFacts facts) => Console.WriteLine(facts);
    public void Points(IReadOnlyList<Point> points) => Console.WriteLine($"{points.Count} {points[0]}");
    public void Advanced(RunProgress progress, RunResult? result) => Console.WriteLine(progress);
}

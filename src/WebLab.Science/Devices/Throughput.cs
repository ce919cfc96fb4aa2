using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Kernels;

namespace WebLab.Science.Devices;

/// <summary>What a run is expected to take on a device: from the last run of the same network there, else from its multiply-adds.</summary>
public static class Throughput
{
    // Seconds to start a worker, load libtorch and draw or read the data.
    private const double StartSeconds = 2;

    // A forward pass costs about a third of a training step.
    private const double EvaluationShare = 1.0 / 3;

    // Sustained multiply-adds a second in training (forward and backward) that were measured for one thread of a CPU and assumed for a
    // data-centre GPU; a network of small layers is bound by memory or launches instead, which the ceiling on images stands for.
    private const double ThreadMultiplyAdds = 25e9,
        ThreadImages = 14_000;
    private const double GpuMultiplyAdds = 6e12,
        GpuImages = 250_000;

    /// <summary>Expected training images a second where none were measured.</summary>
    /// <param name="spec">The recipe of a network.</param>
    /// <param name="device">The device.</param>
    public static double Expected(RunSpec spec, DeviceInfo device)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(device);
        var (multiplyAdds, images) = device.IsGpu()
            ? (GpuMultiplyAdds, GpuImages)
            : (ThreadMultiplyAdds * device.Threads, ThreadImages * device.Threads);
        var facts = DatasetFacts.Of(spec.Dataset);
        var shape = new InputShape(facts.InputHeight, facts.InputWidth, facts.Channels);
        // A model whose extension is gone will not be trained at all: its worker says so at once.
        return LabCatalogue.FindModel(spec.Model)?.Size is { } size
            ? Math.Min(images, multiplyAdds / LabCatalogue.Count(size.MultiplyAdds, spec, shape, facts.Classes.Count))
            : images;
    }

    /// <summary>Expected seconds of one run on a device; a run that stops when fitted is taken at its full number of epochs.</summary>
    /// <param name="spec">The recipe.</param>
    /// <param name="device">The device.</param>
    public static double Seconds(RunSpec spec, DeviceInfo device)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(device);
        // Of a data set that is gone the worker says so at once.
        if (DatasetFacts.Find(spec.Dataset) is not { } facts)
            return StartSeconds;
        if (spec.Analysis is not null)
        {
            // A device that gains more from a network than its threads counts as so many more of them.
            var threads = Math.Max(1, device.Threads);
            return StartSeconds
                + (AnalysisSize.Count(spec, job => job.Seconds, network => threads / ImagesPerSecond(network, device)) / (double)threads);
        }
        if (spec.Model.IsKernel())
            return StartSeconds + KernelCost.Seconds(spec, device.Threads);
        var testSize = Math.Min(spec.TestSize, facts.TestCount);
        // What is measured of a network is measured of one alone.
        var networks = LabCatalogue.FindLoss(spec.Loss.Kind)?.Networks ?? 1;
        var images = (networks * spec.TrainSize) + (EvaluationShare * (spec.TrainSize + testSize));
        return StartSeconds + (spec.Epochs * images / ImagesPerSecond(spec, device));
    }

    private static double ImagesPerSecond(RunSpec spec, DeviceInfo device) =>
        device.ImagesPerSecond.TryGetValue(spec.Model, out var measured) ? measured : Expected(spec, device);

    /// <summary>Expected seconds until the last of some runs ends, when they share the devices evenly.</summary>
    /// <param name="specs">The recipes.</param>
    /// <param name="devices">The devices; none gives zero.</param>
    public static double Seconds(IEnumerable<RunSpec> specs, IReadOnlyList<DeviceInfo> devices)
    {
        ArgumentNullException.ThrowIfNull(devices);
        var all = specs.ToList();
        var places = devices.SelectMany(device => Places(device, all)).ToList();
        if (places.Count == 0)
            return 0;
        var free = new double[places.Count];
        foreach (var spec in all)
        {
            var next = Array.IndexOf(free, free.Min());
            free[next] += Seconds(spec, places[next]);
        }
        return free.Max();
    }

    /// <summary>A device as often as runs train there at the same time, with the threads and the speed that one of them has.</summary>
    /// <param name="device">The device.</param>
    /// <param name="specs">The recipes of the runs; of a processor that is shared by what was measured the first one says for
    /// all how many go side by side with how many threads.</param>
    public static IReadOnlyList<DeviceInfo> Places(DeviceInfo device, IReadOnlyList<RunSpec> specs)
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(specs);
        if (device.Cores == 0 || specs.Count == 0)
            return [device];
        var placement = RunPlacement.Choose(Table(specs[0]), device.Cores, specs.Count);
        // What was measured with the device's threads says nothing of others.
        var speeds = placement.Threads == device.Threads ? new Dictionary<string, double>(device.ImagesPerSecond) : [];
        // The first recipe of a network stands for its others.
        foreach (var spec in specs.Where(spec => spec.Analysis is null).DistinctBy(spec => spec.Model))
        {
            if (RunPlacement.Speed(Table(spec), placement.Threads, placement.SideBySide) is { } measured)
                speeds[spec.Model] = measured;
        }
        var place = device with { Threads = placement.Threads, ImagesPerSecond = speeds };
        return [.. Enumerable.Repeat(place, placement.SideBySide)];

        PlacementTable? Table(RunSpec spec) =>
            SizeClass.Of(spec) is { } network
                ? device.Placements.FirstOrDefault(table => table.Network == network && table.ThreadCounts() > 1)
                : null;
    }
}

using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;

namespace WebLab.Science.Tests.Devices;

public sealed class ThroughputTests
{
    private static readonly DeviceInfo Cpu = new("cpu-0", "CPU", 1, null);
    private static readonly RunSpec Spec = new()
    {
        TrainSize = 2_000,
        TestSize = 1_000,
        Epochs = 60,
    };

    [Fact]
    public void Measured_throughput_counts_before_the_expected_one()
    {
        var measured = Cpu with { ImagesPerSecond = new Dictionary<string, double> { [Spec.Model] = 1_000 } };
        Assert.Equal(2 + (60 * 3), Throughput.Seconds(Spec, measured), 6);
        Assert.True(Throughput.Seconds(Spec, Cpu) < 60);
    }

    [Fact]
    public void Two_devices_halve_the_time_of_two_runs() =>
        Assert.Equal(Throughput.Seconds(Spec, Cpu), Throughput.Seconds([Spec, Spec], [Cpu, Cpu with { Id = "cpu-1" }]), 6);

    [Fact]
    public void A_convolutional_network_is_expected_to_be_slower() =>
        Assert.True(Throughput.Expected(Spec with { Model = ModelName.SmallInception }, Cpu) < Throughput.Expected(Spec, Cpu) / 50);
}

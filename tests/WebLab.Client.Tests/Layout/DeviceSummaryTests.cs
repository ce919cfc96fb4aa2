using WebLab.Client.Layout;
using WebLab.Contracts.Devices;

namespace WebLab.Client.Tests.Layout;

public sealed class DeviceSummaryTests
{
    private static readonly DeviceInfo Half = new("cpu-0", "CPU, part 1 of 2, 1 thread", 1, null),
        OtherHalf = new("cpu-1", "CPU, part 2 of 2, 1 thread", 1, null),
        Gpu = new("cuda-0", "NVIDIA H200, GPU 0", 2, null);

    private static readonly Guid Run = Guid.NewGuid();

    [Fact]
    public void Workers_that_share_a_cpu_are_one_machine() => Assert.Equal("CPU", DeviceSummary.Machine([Half, OtherHalf]));

    [Fact]
    public void A_gpu_is_called_by_its_name() => Assert.Equal("NVIDIA H200", DeviceSummary.Machine([Gpu]));

    [Fact]
    public void Gpus_are_counted() => Assert.Equal("2 × NVIDIA H200", DeviceSummary.Machine([Gpu, Gpu with { Id = "cuda-1" }, Half]));

    [Fact]
    public void The_state_counts_runs()
    {
        Assert.Equal("idle", DeviceSummary.State([Half, OtherHalf]));
        Assert.Equal("1 run at work", DeviceSummary.State([Half with { RunId = Guid.NewGuid() }, OtherHalf]));
        Assert.Equal(
            "2 runs at work",
            DeviceSummary.State([Half with { RunId = Guid.NewGuid() }, OtherHalf with { RunId = Guid.NewGuid() }])
        );
    }

    [Fact]
    public void A_processor_that_runs_divide_counts_each_of_them() =>
        Assert.Equal("3 runs at work", DeviceSummary.State([Half with { RunId = Run, RunIds = [Run, Guid.NewGuid(), Guid.NewGuid()] }]));
}

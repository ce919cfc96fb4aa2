using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;

namespace WebLab.Science.Tests.Devices;

public sealed class MemoryNeedTests
{
    /// <summary>What a worker was measured to take at its peak on a CPU, in megabytes; the estimate lies above it, and not far.</summary>
    [Theory]
    [InlineData(ModelName.Mlp1x512, DatasetName.Generated, 1_000, 100, 128, 251)]
    [InlineData(ModelName.Mlp3x512, DatasetName.Generated, 20_000, 2_000, 128, 1_134)]
    [InlineData(ModelName.Mlp1x512, DatasetName.Generated, 20_000, 2_000, 20_000, 1_389)]
    [InlineData(ModelName.SmallAlexnet, DatasetName.Generated, 2_000, 200, 128, 453)]
    [InlineData(ModelName.SmallAlexnet, DatasetName.Generated, 2_000, 200, 1_000, 1_350)]
    [InlineData(ModelName.SmallInception, DatasetName.Generated, 256, 200, 128, 863)]
    [InlineData(ModelName.SmallInception, DatasetName.Generated, 512, 200, 512, 2_739)]
    [InlineData(ModelName.SmallInceptionNoBn, DatasetName.Generated, 512, 200, 512, 2_011)]
    [InlineData(ModelName.Mlp1x512, DatasetName.Cifar10, 50_000, 10_000, 128, 2_611)]
    public void Estimate_lies_above_what_was_measured_and_below_one_and_a_half_times_it(
        string model,
        string dataset,
        int train,
        int test,
        int batch,
        int measured
    )
    {
        var spec = new RunSpec
        {
            Model = model,
            Dataset = dataset,
            TrainSize = train,
            TestSize = test,
            BatchSize = batch,
        };
        Assert.InRange(MemoryNeed.Bytes(spec, isGpu: false, memory: null) / 1e6, measured, measured * 1.6);
    }

    /// <summary>Such a run is let through to its worker, which says what it lacks; it must not stop the queue.</summary>
    [Theory]
    [InlineData(ModelName.Mlp1x512, false)]
    [InlineData(ModelName.LinearKernel, false)]
    [InlineData(ModelName.Mlp1x512, true)]
    public void Run_on_a_data_set_that_is_gone_needs_what_every_run_needs_and_takes_no_time(string model, bool isAnalysis)
    {
        var spec = new RunSpec
        {
            Model = model,
            Dataset = "long-gone",
            Analysis = isAnalysis ? new() { Kind = "label-audit" } : null,
        };
        Assert.Equal(320_000_000, MemoryNeed.Bytes(spec, isGpu: false, memory: 8_000_000_000));
        Assert.Equal(1_200_000_000, MemoryNeed.Bytes(spec, isGpu: true, memory: null));
        Assert.Equal(2, Throughput.Seconds(spec, new("cpu-0", "CPU", 2, null)));
    }

    [Fact]
    public void Run_is_refused_only_when_it_fits_no_device()
    {
        var spec = new RunSpec { Model = ModelName.SmallInception, BatchSize = 1_000 };
        var small = new DeviceInfo("cpu-0", "CPU", 2, null) { MemoryBytes = 1_000_000_000 };
        var large = new DeviceInfo("cuda-0", "A GPU", 2, null) { MemoryBytes = 16_000_000_000 };
        Assert.Null(MemoryNeed.Problem(spec, [small, large]));
        Assert.Null(MemoryNeed.Problem(spec, []));
        Assert.Null(MemoryNeed.Problem(spec, [small, large with { MemoryBytes = null }]));
        var problem = MemoryNeed.Problem(spec, [small])!;
        Assert.EndsWith("the roomiest device, CPU, has 1.0 GB.", problem.Message, StringComparison.Ordinal);
        Assert.Contains("batchSize 1,000 and trainSize 5,000", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_audit_of_a_long_table_needs_what_its_rows_need_and_is_refused_with_a_word_on_the_audit()
    {
        DatasetFacts.Add(
            new("long-table", "Long table", "", 800_000, 200_000, 1, 20, 1, ["a", "b"])
            {
                Kind = DatasetKind.Features,
                Columns = [.. Enumerable.Range(0, 20).Select(column => $"c{column}")],
                IsOwn = true,
            }
        );
        var spec = new RunSpec
        {
            Dataset = "long-table",
            TrainSize = 800_000,
            TestSize = 200_000,
            Analysis = new() { Kind = "label-audit" },
        };
        Assert.InRange(MemoryNeed.Bytes(spec, isGpu: false, memory: null) / 1e9, 3, 6);
        var small = new DeviceInfo("cpu-0", "CPU", 2, null) { MemoryBytes = 2_000_000_000 };
        var problem = MemoryNeed.Problem(spec, [small])!;
        Assert.Equal("trainSize", problem.Path);
        Assert.StartsWith("Label audit needs about ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("take a smaller trainSize, which looks at the first examples alone.", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("batchSize", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_whose_images_do_not_fit_leaves_them_in_their_files_and_needs_no_more_for_more_of_them()
    {
        var spec = new RunSpec
        {
            Model = ModelName.Mlp1x512,
            Dataset = DatasetName.Cifar10,
            TrainSize = 50_000,
        };
        var held = MemoryNeed.Bytes(spec, isGpu: false, memory: null);
        Assert.False(MemoryNeed.IsStreamed(spec, isGpu: false, held));
        Assert.Equal(held, MemoryNeed.Bytes(spec, isGpu: false, held));

        Assert.True(MemoryNeed.IsStreamed(spec, isGpu: false, held - 1));
        Assert.InRange(MemoryNeed.Bytes(spec, isGpu: false, held - 1), 300_000_000, 420_000_000);
        var small = new DeviceInfo("cpu-0", "CPU", 2, null) { MemoryBytes = 500_000_000 };
        Assert.Null(MemoryNeed.Problem(spec, [small]));
        // What the network takes does not get less by it, and a kernel needs all examples at once.
        Assert.NotNull(MemoryNeed.Problem(spec, [small with { MemoryBytes = 320_000_000 }]));
        Assert.False(MemoryNeed.IsStreamed(spec with { Model = ModelName.LinearKernel }, isGpu: false, 1));
    }
}

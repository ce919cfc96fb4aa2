using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;

namespace WebLab.Science.Tests.Devices;

public sealed class RunPlacementTests
{
    private const int Cores = 16;

    /// <summary>Threads help it little.</summary>
    private static readonly PlacementTable Mlp = Table(
        (1, 1, 10_000),
        (1, 16, 9_000),
        (2, 1, 15_000),
        (2, 8, 13_000),
        (4, 1, 18_000),
        (4, 4, 16_000),
        (8, 1, 20_000),
        (8, 2, 18_000),
        (16, 1, 15_000)
    );

    /// <summary>As fast as it has threads.</summary>
    private static readonly PlacementTable Convnet = Table(
        (1, 1, 100),
        (1, 16, 95),
        (2, 1, 200),
        (2, 8, 193),
        (4, 1, 400),
        (4, 4, 388),
        (8, 1, 790),
        (8, 2, 780),
        (16, 1, 1_550)
    );

    [Fact]
    public void Many_runs_that_threads_help_little_go_a_core_each() => Assert.Equal(new(1, 16, 9_000), RunPlacement.Choose(Mlp, Cores, 40));

    [Fact]
    public void Many_runs_that_threads_help_as_much_go_few_at_a_time() =>
        Assert.Equal(new(8, 2, 780), RunPlacement.Choose(Convnet, Cores, 40));

    [Fact]
    public void One_run_alone_has_all_cores_where_they_help_and_no_more_than_do()
    {
        Assert.Equal(new(16, 1, 1_550), RunPlacement.Choose(Convnet, Cores, 1));
        Assert.Equal(new(8, 1, 20_000), RunPlacement.Choose(Mlp, Cores, 1));
    }

    [Fact]
    public void Few_runs_share_all_cores()
    {
        var three = RunPlacement.Choose(Mlp, Cores, 3);
        Assert.Equal((4, 3), (three.Threads, three.SideBySide));
        // Between those of one and of four, which were measured.
        Assert.Equal(18_000 - (2 / 3.0 * 2_000), three.ImagesPerSecond!.Value, 6);
    }

    [Fact]
    public void Where_nothing_is_known_two_runs_share_the_cores()
    {
        Assert.Equal(new(8, 2, null), RunPlacement.Choose(null, Cores, 40));
        Assert.Equal(new(8, 1, null), RunPlacement.Choose(null, Cores, 1));
        Assert.Equal(new(1, 2, null), RunPlacement.Choose(null, 2, 40));
        Assert.Equal(new(1, 1, null), RunPlacement.Choose(null, 1, 40));
        // One number of threads is nothing to choose from.
        Assert.Equal(new(8, 2, null), RunPlacement.Choose(Table((1, 1, 10_000), (1, 16, 9_000)), Cores, 40));
    }

    [Fact]
    public void Two_cores_are_shared_by_two_runs_and_had_by_one_alone()
    {
        var table = Table((1, 1, 14_000), (1, 2, 13_500), (2, 1, 27_000));
        Assert.Equal(new(1, 2, 13_500), RunPlacement.Choose(table, 2, 11));
        Assert.Equal(new(2, 1, 27_000), RunPlacement.Choose(table, 2, 1));
    }

    [Fact]
    public void A_run_never_keeps_more_than_leave_room_for_another()
    {
        Assert.Equal(8, RunPlacement.CoresOf(16, Cores));
        Assert.Equal(3, RunPlacement.CoresOf(3, Cores));
        Assert.Equal(1, RunPlacement.CoresOf(2, 2));
        Assert.Equal(1, RunPlacement.CoresOf(1, 1));
    }

    [Fact]
    public void A_sentence_says_what_is_chosen_and_what_the_next_best_is()
    {
        Assert.Equal(
            "Many runs go 16 at a time with 1 thread each, 144,000 images a second together (8 with 2 threads each: 104,000); one alone "
                + "has 8 threads, 20,000 images a second.",
            RunPlacement.Reason(Mlp, Cores)
        );
        Assert.Equal(
            "Not measured yet: 2 runs go side by side with 8 threads each; one alone has as many.",
            RunPlacement.Reason(Table((8, 2, 18_000)), Cores)
        );
    }

    [Fact]
    public void A_speed_is_the_median_of_the_last()
    {
        Assert.Equal(9, new PlacementSpeed(1, 1, [1, 9, 8, 10, 100]).ImagesPerSecond());
        Assert.Equal(8.5, new PlacementSpeed(1, 1, [8, 9]).ImagesPerSecond());
    }

    [Fact]
    public void A_sweep_is_expected_to_take_what_its_placement_gives()
    {
        var spec = new RunSpec { TrainSize = 4_000, TestSize = 100, Epochs = 90 };
        var network = SizeClass.Of(spec)!;
        var usual = new DeviceInfo("cpu-0", "CPU, 16 cores", 8, null) { Cores = Cores };
        var measured = usual with { Placements = [Mlp with { Network = network }] };
        var one = Throughput.Seconds(spec, usual with { ImagesPerSecond = new Dictionary<string, double> { [spec.Model] = 9_000 } });
        Assert.Equal(2 * one, Throughput.Seconds(Enumerable.Repeat(spec, 32), [measured]), 6);
        Assert.Equal(16 * Throughput.Seconds(spec, usual), Throughput.Seconds(Enumerable.Repeat(spec, 32), [usual]), 6);
    }

    [Fact]
    public void In_a_mixed_sweep_each_network_has_its_own_speed_with_the_threads_of_all()
    {
        RunSpec mlp = new(),
            convnet = new() { Model = ModelName.SmallAlexnet },
            unknown = new() { Model = ModelName.Mlp3x512 };
        var device = new DeviceInfo("cpu-0", "CPU, 16 cores", 8, null)
        {
            Cores = Cores,
            Placements = [Mlp with { Network = SizeClass.Of(mlp)! }, Convnet with { Network = SizeClass.Of(convnet)! }],
            ImagesPerSecond = new Dictionary<string, double> { [convnet.Model] = 7_000, [unknown.Model] = 6_000 },
        };
        var places = Throughput.Places(device, [mlp, convnet, unknown, .. Enumerable.Repeat(mlp, 20)]);
        Assert.Equal((16, 1), (places.Count, places[0].Threads));
        Assert.Equal(new Dictionary<string, double> { [mlp.Model] = 9_000, [convnet.Model] = 95 }, places[0].ImagesPerSecond);
        // What was measured with eight threads holds where each has eight.
        Assert.Equal(6_000, Throughput.Places(device, [unknown, mlp])[0].ImagesPerSecond[unknown.Model]);
    }

    [Fact]
    public void Networks_of_another_size_are_of_another_class()
    {
        var spec = new RunSpec();
        Assert.Equal("mlp-1x512 on 28x28x3, batch 128, float32", SizeClass.Of(spec));
        Assert.Equal(SizeClass.Of(spec), SizeClass.Of(spec with { Seed = 2, LearningRate = 0.1, Epochs = 1 }));
        Assert.NotEqual(SizeClass.Of(spec), SizeClass.Of(spec with { BatchSize = 64 }));
        Assert.NotEqual(SizeClass.Of(spec), SizeClass.Of(spec with { Precision = PrecisionName.Bfloat16 }));
        Assert.NotEqual(SizeClass.Of(spec), SizeClass.Of(spec with { Dataset = "mnist" }));
        var augmented = SizeClass.Of(spec with { Regularisers = spec.Regularisers with { Rotation = 5 } })!;
        Assert.Equal(SizeClass.Of(spec) + ", augmented", augmented);
        Assert.Equal((true, false), (SizeClass.IsMeasured(SizeClass.Of(spec)!), SizeClass.IsMeasured(augmented)));
        Assert.Null(SizeClass.Of(spec with { Dataset = "gone" }));
        Assert.Null(SizeClass.Of(spec with { Analysis = new() { Kind = "measures" } }));
    }

    private static PlacementTable Table(params (int Threads, int SideBySide, double Each)[] speeds) =>
        new("a network", [.. speeds.Select(speed => new PlacementSpeed(speed.Threads, speed.SideBySide, [speed.Each]))]);
}

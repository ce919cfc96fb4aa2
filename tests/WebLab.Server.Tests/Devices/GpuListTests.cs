using WebLab.Server.Devices;

namespace WebLab.Server.Tests.Devices;

public sealed class GpuListTests
{
    // In the form of nvidia-smi, written for a machine with an old card in its first slot: CUDA by itself would call the H200 cuda:0.
    private const string Mixed = """
        0, GPU-5d1f2a77-0c1b-91c4-33a1-6d1d2a9f7b10, 4096, Quadro K1200
        1, GPU-8a56a4bc-e184-a047-2620-be19fdf913d5, 143771, NVIDIA H200
        2, GPU-8a99c0de-1b2c-3d4e-5f60-718293a4b5c6, 143771, NVIDIA H200

        """;

    [Fact]
    public void Cards_are_numbered_as_the_workers_torch_will_number_them()
    {
        var devices = GpuList.Read(Mixed, visible: null, runsPerDevice: 3);
        Assert.Equal(
            [
                ("cuda-0", "cuda:0", "Quadro K1200, GPU 0"),
                ("cuda-1", "cuda:1", "NVIDIA H200, GPU 1"),
                ("cuda-2", "cuda:2", "NVIDIA H200, GPU 2"),
            ],
            devices.Select(device => (device.Id, device.Torch, device.Name))
        );
        Assert.Equal((143_771L * 1_048_576, 3), (devices[1].MemoryBytes, devices[1].MaxRuns));
        Assert.All(
            devices,
            device =>
                Assert.Equal(
                    (
                        "PCI_BUS_ID",
                        "GPU-5d1f2a77-0c1b-91c4-33a1-6d1d2a9f7b10,GPU-8a56a4bc-e184-a047-2620-be19fdf913d5,"
                            + "GPU-8a99c0de-1b2c-3d4e-5f60-718293a4b5c6"
                    ),
                    (device.Environment["CUDA_DEVICE_ORDER"], device.Environment["CUDA_VISIBLE_DEVICES"])
                )
        );
    }

    [Theory]
    [InlineData("2,1", "cuda-2 is cuda:0, cuda-1 is cuda:1")]
    [InlineData("1", "cuda-1 is cuda:0")]
    [InlineData("GPU-8a99", "cuda-2 is cuda:0")]
    [InlineData("GPU-8a", "")]
    [InlineData("GPU-8a56a4bc-e184-a047-2620-be19fdf913d5, 0", "cuda-1 is cuda:0, cuda-0 is cuda:1")]
    [InlineData("1,7,0", "cuda-1 is cuda:0")]
    [InlineData("-1", "")]
    [InlineData("", "")]
    public void Visible_cards_alone_are_used_in_their_order(string visible, string expected) =>
        Assert.Equal(expected, string.Join(", ", GpuList.Read(Mixed, visible, 1).Select(device => $"{device.Id} is {device.Torch}")));

    [Theory]
    [InlineData("")]
    [InlineData("No devices were found\n")]
    public void No_card_is_no_device(string output) => Assert.Empty(GpuList.Read(output, null, 1));

    [Fact]
    public void Memory_that_is_not_told_is_unknown() =>
        Assert.Null(Assert.Single(GpuList.Read("0, GPU-1, [N/A], NVIDIA GH200 480GB", null, 1)).MemoryBytes);
}

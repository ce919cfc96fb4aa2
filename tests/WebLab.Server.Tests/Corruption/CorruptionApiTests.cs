using System.Net;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Corruption;

[Trait("Speed", "Slow")]
public sealed class CorruptionApiTests(SharedLab lab)
{
    [Theory]
    [InlineData(CorruptionKind.PartiallyCorruptedLabels, 0.5)]
    [InlineData(CorruptionKind.RandomLabels, 0)]
    [InlineData(CorruptionKind.ShuffledPixels, 0)]
    public async Task What_is_shown_before_the_launch_is_what_is_trained_on(string kind, double noiseRate)
    {
        var spec = Specs.Short with
        {
            TrainSize = 400,
            Corruption = new() { Kind = kind, NoiseRate = noiseRate },
        };
        var (status, body) = await Preview(spec);
        Assert.True(status == HttpStatusCode.OK, body);
        var preview = JsonSerializer.Deserialize<CorruptionPreview>(body, LabJson.Options)!;
        Assert.Equal(spec.TrainSize, preview.ConfusionCounts.Sum(row => row.Sum()));
        Assert.Equal(preview.TrueLabels.Length, preview.GivenLabels.Length);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], preview.Sheet[..4]);

        await using var watcher = await Watcher.Start(lab.Client);
        var run = await watcher.Until((await lab.Client.LaunchOne(spec)).Id, RunStatus.Completed);
        Assert.Equal((preview.GivenLabelHash, preview.RealisedNoiseRate), (run.Facts!.GivenLabelHash, run.Facts.RealisedNoiseRate));
    }

    [Fact]
    public async Task A_bad_spec_is_refused_by_its_field()
    {
        var (status, body) = await Preview(
            Specs.Short with
            {
                Corruption = new() { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = 1.01 },
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("corruption.noiseRate must be", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_that_is_not_here_is_refused_with_what_to_do()
    {
        var (status, body) = await Preview(Specs.Short with { Dataset = DatasetName.Mnist });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("download it on the Datasets page, or point at a folder that has it", body, StringComparison.Ordinal);
    }

    private Task<(HttpStatusCode Status, string Body)> Preview(RunSpec spec) =>
        lab.Client.Post(ApiRoutes.CorruptionPreview, JsonSerializer.Serialize(spec, LabJson.Options));
}

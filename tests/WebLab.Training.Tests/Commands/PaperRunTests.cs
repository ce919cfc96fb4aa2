using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Paper;

namespace WebLab.Training.Tests.Commands;

[Trait("Speed", "Slow")]
public sealed class PaperRunTests
{
    [Fact]
    public async Task Run_trains_the_rows_of_an_item_and_judges_it()
    {
        using var images = new NoiseImages();
        var run = await WeblabProcess.Run(
            "paper",
            "run",
            "rademacher",
            "--scale",
            "small",
            "--data",
            images.Path,
            "--threads",
            "1",
            "--json"
        );
        Assert.Equal(0, run.ExitCode);
        var report = JsonSerializer.Deserialize<PaperReport>(Assert.Single(run.Output), LabJson.Options)!;
        Assert.Equal(("rademacher", PaperScale.Small), (report.Item, report.Scale));
        Assert.Equal(["MLP 1x512", "MLP 3x512"], report.Rows.Select(row => row.Row));
        Assert.All(report.Rows, row => Assert.Equal((3, PaperVerdict.NotComparable), (row.Seeds, row.Verdict)));
        Assert.All(report.Rows, row => Assert.InRange(row.Mean!.Value, 0.99, 1));
        var claim = Assert.Single(report.Claims);
        Assert.Equal((ClaimState.Holds, 3), (claim.Finding.State, claim.Finding.Seeds));
        Assert.Contains(run.Errors, line => line.StartsWith("[6/6] MLP 3x512 · seed 3: fitted in ", StringComparison.Ordinal));
    }
}

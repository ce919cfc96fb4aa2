using System.Diagnostics;
using System.Text.Json;

namespace WebLab.Training.Tests.Commands;

public sealed class CommandLineTests
{
    private static readonly string[] Train =
    [
        "train",
        "--train-size",
        "100",
        "--test-size",
        "50",
        "--epochs",
        "2",
        "--batch-size",
        "20",
        "--threads",
        "1",
    ];

    [Fact]
    public async Task Models_counts_each_network()
    {
        var run = await WeblabProcess.Run("models", "--json");
        Assert.Equal(0, run.ExitCode);
        var counts = JsonSerializer.Deserialize<Dictionary<string, int>>(Assert.Single(run.Output))!;
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["small-inception"] = 1_649_402,
                ["small-inception-no-bn"] = 1_649_402,
                ["small-alexnet"] = 1_387_786,
                ["mlp-3x512"] = 1_735_178,
                ["mlp-1x512"] = 1_209_866,
                ["linear"] = 23_530,
                ["mlp"] = 1_209_866,
                ["resnet-18"] = 11_173_962,
            },
            counts
        );
    }

    [Fact]
    public async Task Train_prints_a_row_an_epoch_and_ends_with_the_measures()
    {
        var run = await WeblabProcess.Run([.. Train, "--corruption", "random-labels"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Equal(2 + 2 + 1, run.Output.Count);
        using var measures = JsonDocument.Parse(run.Output[^1]);
        var root = measures.RootElement;
        Assert.Equal(1_209_866, root.GetProperty("parameters").GetInt32());
        Assert.Equal(10, root.GetProperty("steps").GetInt32());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("timeToFitEpochs").ValueKind);
        Assert.Equal(64, root.GetProperty("givenLabelHash").GetString()!.Length);
        Assert.True(root.GetProperty("imagesPerSecond").GetDouble() > 0);
        foreach (var share in new[] { "trainAccuracy", "cleanAccuracy", "memorisedFraction", "testAccuracy", "realisedNoiseRate" })
            Assert.InRange(root.GetProperty(share).GetDouble(), 0, 1);
        Assert.True(root.GetProperty("trainLoss").GetDouble() > 0);
    }

    [Fact]
    public async Task Train_json_prints_the_measures_alone()
    {
        var run = await WeblabProcess.Run([.. Train, "--json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("trainLoss", Assert.Single(run.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit must be followed by a value", "audit", "")]
    [InlineData("import must be followed by a value", "datasets", "import", "", "--preview")]
    [InlineData("--html must be followed by a value", "audit", "generated", "--html", "")]
    public async Task What_is_empty_exits_2_with_one_sentence(string sentence, params string[] arguments)
    {
        var run = await WeblabProcess.Run(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(sentence, Assert.Single(run.Errors));
    }

    /// <summary>A closed output, a full disk behind it: it was a stack and exit code 134.</summary>
    [Theory]
    [InlineData(">&-")]
    [InlineData(">/dev/full")]
    public async Task An_output_that_takes_nothing_is_told_in_one_sentence(string redirection)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /dev/full.");
        var program = Path.Combine(AppContext.BaseDirectory, "WebLab.Training.dll");
        var start = new ProcessStartInfo("bash", ["-c", $"dotnet '{program}' models {redirection}"]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Single(error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("train --noise-rate 1.5 --corruption symmetric-labels", "corruption.noiseRate")]
    [InlineData("train --noise-rate 0.5", "corruption.noiseRate")]
    [InlineData("train --model resnet", "model")]
    [InlineData("train --corruption noise", "corruption.kind")]
    [InlineData("train --dataset imagenet", "dataset")]
    [InlineData("train --epochs 0", "epochs")]
    [InlineData("train --epochs many", "epochs")]
    [InlineData("train --train-size 5", "trainSize")]
    [InlineData("train --train-size 30000", "trainSize")]
    [InlineData("train --train-size 20 --batch-size 50", "batchSize")]
    [InlineData("train --learning-rate -1", "learningRate")]
    [InlineData("train --learning-rate NaN", "learningRate")]
    [InlineData("train --learning-rate-decay 2", "learningRateDecay")]
    [InlineData("train --momentum 1", "momentum")]
    [InlineData("train --weight-decay -0.1", "weightDecay")]
    [InlineData("train --dropout 1", "regularisers.dropout")]
    [InlineData("train --rotation 200", "regularisers.rotation")]
    [InlineData("train --hold-out 0.9", "regularisers.holdOut")]
    [InlineData("train --random-crop maybe", "regularisers.randomCrop")]
    [InlineData("train --seed -1", "seed")]
    [InlineData("train --label-file ../secret", "corruption.labelFile")]
    [InlineData("train --threads 0", "threads")]
    [InlineData("train --memory 0", "memory")]
    [InlineData("train --device tpu", "device")]
    [InlineData("train --colour red", "--colour")]
    [InlineData("train --dataset cifar-10 --data /nonexistent", "/nonexistent")]
    [InlineData("datasets --data /nonexistent", "/nonexistent")]
    [InlineData("fly", "fly")]
    [InlineData("paper run fig9", "item")]
    [InlineData("paper run fig1a --scale huge", "scale")]
    [InlineData("paper run table1 --part MLP", "part must be one of")]
    [InlineData("paper run all --part Inception", "part")]
    [InlineData("paper run fig1a --seeds 0", "seeds")]
    [InlineData("paper run fig1a --data /nonexistent", "/nonexistent")]
    public async Task A_wrong_value_exits_2_with_one_sentence_that_names_it(string arguments, string named)
    {
        var run = await WeblabProcess.Run(arguments.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        var sentence = Assert.Single(run.Errors);
        Assert.Contains(named, sentence, StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("train --help")]
    [InlineData("models --help")]
    [InlineData("datasets --help")]
    [InlineData("paper --help")]
    [InlineData("paper list --help")]
    [InlineData("paper run --help")]
    public async Task Help_is_there_for_everything(string arguments)
    {
        var run = await WeblabProcess.Run(arguments.Split(' '));
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Contains(run.Output, line => line.Contains("--help", StringComparison.Ordinal));
    }
}

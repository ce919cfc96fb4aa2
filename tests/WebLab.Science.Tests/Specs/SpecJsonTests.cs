using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;
using WebLab.Science.Experiments;

namespace WebLab.Science.Tests.Specs;

public sealed class SpecJsonTests
{
    [Fact]
    public void Spec_survives_the_round_trip_for_every_preset()
    {
        foreach (var request in Presets.All.Select(preset => preset.Request))
        {
            var json = JsonSerializer.Serialize(request, LabJson.Options);
            var back = JsonSerializer.Deserialize<ExperimentRequest>(json, LabJson.Options)!;
            Assert.Equal(json, JsonSerializer.Serialize(back, LabJson.Options));
            Assert.Equal(request.Runs.Select(run => run.Spec), back.Runs.Select(run => run.Spec));
        }
    }

    [Fact]
    public void Corruption_is_written_flat_without_what_stands_at_its_default() =>
        Assert.Equal(
            """{"kind":"partially-corrupted-labels","noiseRate":0.3}""",
            JsonSerializer.Serialize(
                new CorruptionSpec { Kind = CorruptionKind.PartiallyCorruptedLabels, NoiseRate = 0.3 },
                LabJson.Options
            )
        );

    [Fact]
    public void Kernel_of_an_older_recipe_becomes_the_models_own_fields()
    {
        var spec = JsonSerializer.Deserialize<RunSpec>(
            """{"model":"random-features","kernel":{"gamma":0.02,"ridge":0.5,"filters":20}}""",
            LabJson.Options
        )!;
        Assert.Equal((0.02, 0.5, 20), (spec.Gamma, spec.Ridge, spec.Filters));
        Assert.Equal(["filters", "ridge"], spec.ModelFields.Names);
        Assert.DoesNotContain("kernel", JsonSerializer.Serialize(spec, LabJson.Options), StringComparison.Ordinal);
    }

    /// <summary>Two recipes are one recipe when they say the same, also where they hold a matrix.</summary>
    [Fact]
    public void Specs_with_equal_matrices_are_equal()
    {
        static RunSpec Read() =>
            JsonSerializer.Deserialize<RunSpec>(
                """{"corruption":{"kind":"transition-matrix-labels","transitionMatrix":[[1,0],[0.5,0.5]]}}""",
                LabJson.Options
            )!;
        Assert.Equal(Read(), Read());
        Assert.Equal(Read().GetHashCode(), Read().GetHashCode());
        Assert.NotEqual(
            Read(),
            Read() with
            {
                Corruption = Read().Corruption with
                {
                    TransitionMatrix =
                    [
                        [1, 0],
                        [0.4, 0.6],
                    ],
                },
            }
        );
    }
}

using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Training.Catalogue;
using WebLab.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace WebLab.Training.Tests.Models;

public sealed class ModelRegistryTests
{
    [Fact]
    public void Ids_are_promises_and_none_is_lost()
    {
        string[] stored =
        [
            "small-inception",
            "small-inception-no-bn",
            "small-alexnet",
            "mlp-3x512",
            "mlp-1x512",
            "linear",
            "mlp",
            "resnet-18",
            "linear-kernel",
            "gaussian-kernel",
            "random-features",
            "gabor-kernel",
        ];
        Assert.Equal(stored, ModelRegistry.All.Select(model => model.Id));
    }

    [Fact]
    public void Every_field_says_what_a_form_and_a_check_need()
    {
        foreach (var (model, field) in ModelRegistry.All.SelectMany(model => model.Fields.Select(field => (model, field))))
        {
            Assert.StartsWith("modelFields.", field.Path, StringComparison.Ordinal);
            Assert.True(field.Min < field.Max, model.Id + field.Name);
            Assert.InRange(
                double.Parse(field.Default!, System.Globalization.CultureInfo.InvariantCulture),
                field.Min!.Value,
                field.Max!.Value
            );
            Assert.EndsWith(".", field.Help, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_assembly_that_brings_a_taken_id_is_refused_in_a_sentence_and_adds_nothing()
    {
        var registry = ModelRegistry.Create();
        var before = registry.All.Count;
        var error = Assert.Throws<InvalidOperationException>(() => registry.Add(typeof(ModelRegistryTests).Assembly));
        Assert.Matches(
            "^The model id mlp-1x512 of .*Colliding is taken by .*Mlp1x512; each model needs an id of its own\\.$",
            error.Message
        );
        Assert.Equal(before, registry.All.Count);
    }

    [Fact]
    public void What_other_tests_take_for_the_catalogue_is_what_the_trainer_describes() =>
        Assert.Equal(JsonSerializer.Serialize(TrainerCatalogue.Describe(), LabJson.Options), TestCatalogue.Json);

    private sealed class Colliding : NetworkDescriptor
    {
        public override string Id => "mlp-1x512";
        public override string Title => "Another";
        public override string Sentence => "Another.";
        public override NetworkSize Size { get; } = new("0", "0", "0", "0");

        public override Module<Tensor, Tensor> Create(InputShape shape, int classes, FieldGroup fields, Module<Tensor, Tensor> dropout) =>
            dropout;
    }
}

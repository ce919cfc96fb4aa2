using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Models;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Experiments;

/// <summary>The words on the screen for a field's written values.</summary>
public static class ChoiceTitle
{
    public static string Of(SpecField field, string choice) =>
        field.Name switch
        {
            "dataset" when Names<DatasetName>.TryParse(choice, out var dataset) => DatasetFacts.Of(dataset).Title,
            "model" when Names<ModelName>.TryParse(choice, out var model) => ModelFacts.Of(model).Title,
            _ => Sentence(choice),
        };

    public static string Of(CorruptionKind kind) => Sentence(Names<CorruptionKind>.Of(kind));

    private static string Sentence(string name) => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
}

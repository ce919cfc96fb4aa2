using WebLab.Contracts.Datasets;
using WebLab.Science.Catalogue;
using WebLab.Science.Specs;

namespace WebLab.Client.Experiments;

/// <summary>The words on the screen for a field's written values.</summary>
public static class ChoiceTitle
{
    public static string Of(SpecField field, string choice) =>
        field.Name switch
        {
            // One that is gone from the catalogue goes by its id.
            "dataset" => DatasetFacts.Find(choice)?.Title ?? choice,
            "model" => LabCatalogue.TitleOf(choice),
            "corruption" => Of(choice),
            "loss" => LabCatalogue.FindLoss(choice)?.Title ?? Sentence(choice),
            _ => Sentence(choice),
        };

    public static string Of(string kind) => LabCatalogue.FindCorruption(kind)?.Title ?? Sentence(kind);

    private static string Sentence(string name) => name.Length == 0 ? "" : char.ToUpperInvariant(name[0]) + name[1..].Replace('-', ' ');
}

using System.Runtime.CompilerServices;
using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Datasets;
using WebLab.Science.Catalogue;
using WebLab.Science.Jobs;

namespace WebLab.Science.Specs;

/// <summary>
/// Every field of the recipe that has a single value, with its range: the recipe's own, and those of the corruptions, models and losses of
/// the catalogue. One list for the command line, the form, sweeps, columns and differences.
/// </summary>
public static partial class SpecFields
{
    /// <summary>The fields in the order in which they are shown.</summary>
    public static IReadOnlyList<SpecField> All => Known.GetValue(LabCatalogue.Current, catalogue => [.. Of(catalogue).Select(OrRead)]);

    private static ConditionalWeakTable<CatalogueInfo, IReadOnlyList<SpecField>> Known { get; } = [];

    /// <summary>The field of that written name or JSON path, or null.</summary>
    /// <param name="name">For example <c>noise-rate</c> or <c>corruption.noiseRate</c>.</param>
    public static SpecField? Find(string name) =>
        All.FirstOrDefault(field =>
            string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(field.Path, name, StringComparison.OrdinalIgnoreCase)
        );

    // Of an analysis those that it reads, and the corruption's with their own conditions.
    private static SpecField OrRead(SpecField field) =>
        field with
        {
            Applies = spec =>
                spec.Analysis is null || field.Path.StartsWith("corruption.", StringComparison.Ordinal)
                    ? field.Applies(spec)
                    : JobKinds.Of(spec).Reads.Contains(field.Name),
        };

    /// <summary>The fields of recipes over a catalogue.</summary>
    private static IEnumerable<SpecField> Of(CatalogueInfo catalogue) =>
        [
            .. What(catalogue),
            .. DescriptorFields.Of(
                catalogue.Corruptions,
                spec => spec.Corruption.Kind,
                spec => spec.Corruption.Fields,
                (spec, fields) => spec with { Corruption = spec.Corruption with { Fields = fields } }
            ),
            .. Training(catalogue),
            .. DescriptorFields.Of(
                catalogue.Losses,
                spec => spec.Loss.Kind,
                spec => spec.Loss.Fields,
                (spec, fields) => spec with { Loss = spec.Loss with { Fields = fields } }
            ),
            .. DescriptorFields.Of(
                catalogue.Networks,
                spec => spec.Model,
                spec => spec.ModelFields,
                (spec, fields) => spec with { ModelFields = fields }
            ),
            new WholeNumberField(
                "seed",
                "seed",
                "Seed",
                "The root of every random draw of the run.",
                s => s.Seed,
                (s, v) => s with { Seed = v },
                0,
                int.MaxValue
            ),
        ];

    private static IEnumerable<SpecField> What(CatalogueInfo catalogue) =>
        [
            new NameField(
                "dataset",
                "dataset",
                "Data set",
                "The examples and true labels.",
                s => s.Dataset,
                (s, v) => s with { Dataset = v, DatasetHash = v == s.Dataset ? s.DatasetHash : null },
                () => DatasetFacts.Names
            )
            {
                Part = RecipePart.What,
                IsKnown = name => DatasetFacts.Find(name)?.Name == name,
            },
            new WholeNumberField(
                "train-size",
                "trainSize",
                "Training examples",
                "How many of the first training examples are used.",
                s => s.TrainSize,
                (s, v) => s with { TrainSize = v },
                10,
                10_000_000
            )
            {
                Part = RecipePart.What,
            },
            new WholeNumberField(
                "test-size",
                "testSize",
                "Test examples",
                "How many of the first test examples accuracy is measured on.",
                s => s.TestSize,
                (s, v) => s with { TestSize = v },
                10,
                10_000_000
            )
            {
                Part = RecipePart.Advanced,
            },
            new NameField(
                "model",
                "model",
                "Network or kernel",
                "The network that is trained, or the kernel that is solved.",
                s => s.Model,
                (s, v) => OwnFields.Drop(s with { Model = v }),
                () => [.. catalogue.Networks.Select(each => each.Id)]
            )
            {
                Part = RecipePart.What,
            },
            new NameField(
                "corruption",
                "corruption.kind",
                "Corruption",
                "What is done to labels or pixels of the training set.",
                s => s.Corruption.Kind,
                (s, v) => OwnFields.Drop(s with { Corruption = s.Corruption with { Kind = v } }),
                () => [.. catalogue.Corruptions.Select(each => each.Id)]
            )
            {
                Part = RecipePart.Corruption,
            },
        ];
}

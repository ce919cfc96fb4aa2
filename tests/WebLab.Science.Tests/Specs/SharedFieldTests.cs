using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Specs;

namespace WebLab.Science.Tests.Specs;

// Other classes read the catalogue at the same time.
[CollectionDefinition("catalogue", DisableParallelization = true)]
public sealed class CatalogueCollection;

[Collection("catalogue")]
public sealed class SharedFieldTests : IDisposable
{
    public SharedFieldTests()
    {
        var own = LabCatalogue.Current;
        LabCatalogue.Use(own with { Networks = [.. own.Networks, Network("narrow", 64, 512), Network("wide", 512, 16_384)] });
    }

    public void Dispose() => TestCatalogue.Use();

    /// <summary>Two networks may have a field of one name with a default and a range each.</summary>
    [Fact]
    public void Field_that_two_networks_share_has_each_ones_default_and_range()
    {
        var width = SpecFields.Find("width")!;
        var narrow = new RunSpec { Model = "narrow" };
        Assert.Equal(("64", "512"), (width.Read(narrow), width.Read(narrow with { Model = "wide" })));
        Assert.Equal(512, width.Write(narrow, "512").ModelFields.Number("width"));
        Assert.Equal([], width.Write(narrow, "64").ModelFields.Names);
        Assert.Equal(
            "modelFields.width must be a whole number from 1 to 512; it was 513.",
            Assert.Single(SpecCheck.Problems(width.Write(narrow, "513"))).Message
        );
        Assert.False(width.Applies(new()));
    }

    private static NetworkInfo Network(string id, int standard, int max) =>
        new()
        {
            Id = id,
            Title = id,
            Sentence = id,
            Fields =
            [
                new()
                {
                    Name = "width",
                    Path = "modelFields.width",
                    Label = "Width",
                    Help = "Width.",
                    Type = FieldKind.WholeNumber,
                    Min = 1,
                    Max = max,
                    Default = standard.ToString(System.Globalization.CultureInfo.InvariantCulture),
                },
            ],
        };
}

using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
using WebLab.Science.Catalogue;
using WebLab.Science.Devices;

namespace WebLab.Science.Tests.Devices;

/// <summary>A name that nobody knows must not count as zero bytes.</summary>
public sealed class AnalysisSizeTests
{
    private static readonly JobInfo Misspelt = new()
    {
        Id = "of-an-extension",
        Title = "",
        Sentence = "",
        IsAnalysis = true,
        Memory = "exmaples * inputs * 8",
    };

    [Fact]
    public void Every_analysis_of_the_catalogue_can_be_worked_out()
    {
        Assert.NotEmpty(LabCatalogue.Analyses);
        Assert.All(LabCatalogue.Analyses, AnalysisSize.Check);
    }

    [Fact]
    public void Formula_with_a_name_that_no_recipe_has_is_refused_by_that_name()
    {
        const string sentence = "The size of of-an-extension cannot be worked out: exmaples is no number of its recipe.";
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => AnalysisSize.Check(Misspelt)).Message);
        var spec = new RunSpec { Analysis = new() { Kind = "of-an-extension" } };
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => AnalysisSize.Count(spec, _ => Misspelt.Memory)).Message);
    }
}

using WebLab.Contracts.Catalogue;
using WebLab.Contracts.Specs;
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

    /// <summary>A file that is named takes memory, whatever it is called.</summary>
    [Fact]
    public void A_text_counts_as_one_where_it_is_given()
    {
        var spec = new RunSpec { Analysis = new() { Kind = "label-audit" } };
        Assert.Equal(5, AnalysisSize.Count(spec, _ => "auditProbabilities * 1000 + 5"));
        spec = spec with { Analysis = spec.Analysis with { Fields = FieldGroup.Empty.With("auditProbabilities", "mnist-12") } };
        Assert.Equal(1_005, AnalysisSize.Count(spec, _ => "auditProbabilities * 1000 + 5"));
    }

    [Fact]
    public void Formula_with_a_name_that_no_recipe_has_is_refused_by_that_name()
    {
        const string sentence = "The size of of-an-extension cannot be worked out: exmaples is no number of its recipe.";
        var spec = new RunSpec { Analysis = new() { Kind = "of-an-extension" } };
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => AnalysisSize.Count(spec, _ => Misspelt.Memory)).Message);
    }
}

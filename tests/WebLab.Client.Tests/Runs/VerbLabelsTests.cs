using WebLab.Client.Runs.Verbs;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Runs;

public sealed class VerbLabelsTests
{
    [Fact]
    public void Each_verb_has_an_icon_and_words_of_its_own()
    {
        var verbs = Enum.GetValues<RunVerb>().Append((RunVerb)99).ToList();
        Assert.Distinct(verbs.Select(VerbLabels.Icon));
        Assert.Distinct(verbs.Select(VerbLabels.Label));
        Assert.Distinct(verbs.Select(VerbLabels.Done));
    }
}

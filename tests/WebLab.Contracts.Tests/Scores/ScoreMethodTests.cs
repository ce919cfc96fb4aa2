using WebLab.Contracts.Scores;

namespace WebLab.Contracts.Tests.Scores;

public sealed class ScoreMethodTests
{
    [Fact]
    public void Every_score_has_its_words_and_one_that_there_is_not_is_refused()
    {
        Assert.Equal(
            [ScoreMethod.Memorisation, ScoreMethod.CScore, ScoreMethod.El2n, ScoreMethod.Grand, ScoreMethod.SecondSplit],
            ScoreMethod.All.Select(method => method.Id)
        );
        Assert.All(
            ScoreMethod.All,
            method =>
            {
                Assert.Same(method, ScoreMethod.Of(method.Id));
                Assert.True(method.Title.Length > 0 && method.Sentence.EndsWith(").", StringComparison.Ordinal) && method.Networks > 0);
            }
        );
        Assert.Contains("horoscope", Assert.Throws<ArgumentException>(() => ScoreMethod.Of("horoscope")).Message, StringComparison.Ordinal);
    }
}

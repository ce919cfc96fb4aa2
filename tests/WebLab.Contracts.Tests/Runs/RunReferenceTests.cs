using WebLab.Contracts.Runs;

namespace WebLab.Contracts.Tests.Runs;

public sealed class RunReferenceTests
{
    private static readonly Guid One = Guid.Parse("0198f3a0-0000-7000-8000-000000000001");

    [Fact]
    public void What_is_written_reads_the_same()
    {
        IReadOnlyList<RunReference> references = [new(One), new(One, 120), new(Guid.NewGuid())];
        Assert.Equal(references, RunReference.Parse(RunReference.Write(references)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("horoscope")]
    [InlineData("0198f3a0-0000-7000-8000-000000000001:")]
    [InlineData("0198f3a0-0000-7000-8000-000000000001:-3")]
    [InlineData("0198f3a0-0000-7000-8000-000000000001:1:2")]
    [InlineData("0198f3a0-0000-7000-8000-000000000001,0198f3a0-0000-7000-8000-000000000001")]
    public void Anything_else_is_none(string text) => Assert.Null(RunReference.Parse(text));
}

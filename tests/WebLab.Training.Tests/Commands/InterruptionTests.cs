using WebLab.Training.Commands;

namespace WebLab.Training.Tests.Commands;

public sealed class InterruptionTests
{
    /// <summary>Ctrl+C twice, the second as the command ends: it was an ObjectDisposedException.</summary>
    [Fact]
    public void Who_asks_again_as_the_command_ends_ends_nothing_twice()
    {
        var interruption = new Interruption();
        var token = interruption.Token;
        interruption.Ask();
        Assert.True(token.IsCancellationRequested);
        interruption.Dispose();
        interruption.Ask();
    }
}

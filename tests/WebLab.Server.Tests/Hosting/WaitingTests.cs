namespace WebLab.Server.Tests.Hosting;

public sealed class WaitingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_fault_of_what_is_waited_for_is_passed_on()
    {
        var fault = Task.FromException(new InvalidDataException("torn"));
        var passed = await Assert.ThrowsAsync<InvalidDataException>(() => fault.Within(Patience, () => "an end"));
        Assert.Equal("torn", passed.Message);
    }

    [Fact]
    public async Task What_never_comes_is_named()
    {
        var late = await Assert.ThrowsAsync<TimeoutException>(() =>
            new TaskCompletionSource().Task.Within(TimeSpan.FromMilliseconds(1), () => "an answer")
        );
        Assert.Contains("an answer", late.Message, StringComparison.Ordinal);
    }
}
